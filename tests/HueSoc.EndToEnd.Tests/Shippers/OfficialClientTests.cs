using System.Text.Json.Nodes;
using HueSoc.Server.Tests.Ingest;
using HueSoc.Storage.EventStore;

namespace HueSoc.EndToEnd.Tests.Shippers;

/// <summary>The official JavaScript clients against the endpoint, 100,000 documents each.</summary>
public sealed class OfficialClientTests
{
    private const int Count = 100_000;

    [Theory]
    [InlineData("es7")]
    [InlineData("es8")]
    [InlineData("es9")]
    public async Task HelpersBulk_EveryDocumentStoredOnceUnderItsId(string client)
    {
        using CancellationTokenSource limit = new(TimeSpan.FromMinutes(10));
        string folder = await ShipperClients.InstallAsync(limit.Token);
        await using IngestHost host = await IngestHost.StartAsync();
        string[] arguments =
        [
            Path.Combine(ShipperClients.Scripts, "ship.mjs"), client, host.Address.ToString(), IngestHost.KeyId, IngestHost.Secret,
            "logs-shipped-default", $"{client}-", $"{Count}",
        ];

        JsonNode first = JsonNode.Parse(await ShipperClients.RunAsync("node", folder, arguments, limit.Token))!;
        JsonNode second = JsonNode.Parse(await ShipperClients.RunAsync("node", folder, arguments, limit.Token))!;

        ((int)first["successful"]!).ShouldBe(Count);
        ((int)first["failed"]!).ShouldBe(0);
        first["statuses"]!.ToJsonString().ShouldBe("[409,201,400]");

        // A client that lost the answers and sends everything again.
        second["dropped"]!.ToJsonString().ShouldBe($"{{\"409\":{Count}}}");
        second["statuses"]!.ToJsonString().ShouldBe("[409,200,400]");
        host.Store.Events.Select(stored => stored.Key).Where(key => key.Id != $"{client}-by-hand").ToHashSet()
            .ShouldBe(Enumerable.Range(0, Count).Select(i => new EventKey("key:test", $"{client}-{i}")), ignoreOrder: true);
        host.Store.Events.Count.ShouldBe(Count + 1);
        host.Errors.Lines.ShouldBeEmpty();
    }
}
