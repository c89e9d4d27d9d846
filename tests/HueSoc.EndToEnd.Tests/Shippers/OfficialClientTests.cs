using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using HueSoc.EndToEnd.Tests.Serving;

namespace HueSoc.EndToEnd.Tests.Shippers;

/// <summary>The official JavaScript clients ship 100,000 documents each to a server that runs.</summary>
/// <param name="server">The server.</param>
[Collection(ShippersDefinition.Name)]
public sealed class OfficialClientTests(ShipperServer server)
{
    private const int Count = 100_000;

    [NeedsTheory("node", "npm")]
    [InlineData("es7", "2026-03-01")]
    [InlineData("es8", "2026-03-02")]
    [InlineData("es9", "2026-03-03")]
    public async Task HelpersBulk_EveryDocumentStoredOnceUnderItsId(string client, string day)
    {
        using CancellationTokenSource limit = new(TimeSpan.FromMinutes(10));
        string folder = await ShipperClients.InstallAsync(limit.Token);
        (string id, string secret) = await server.MakeKeyAsync(client);
        string[] arguments =
        [
            Path.Combine(ShipperClients.Scripts, "ship.mjs"), client, server.Ingest.ToString(), id, secret,
            "logs-shipped-default", $"{client}-", $"{Count}", day,
        ];

        JsonNode first = JsonNode.Parse(await ShipperClients.RunAsync("node", folder, arguments, limit.Token))!;
        JsonNode second = JsonNode.Parse(await ShipperClients.RunAsync("node", folder, arguments, limit.Token))!;

        ((int)first["successful"]!).ShouldBe(Count);
        ((int)first["failed"]!).ShouldBe(0);
        first["statuses"]!.ToJsonString().ShouldBe("[409,201,400]");
        // A client that lost the answers and sends everything again.
        ((int)second["successful"]!).ShouldBe(0);
        second["dropped"]!.ToJsonString().ShouldBe($"{{\"409\":{Count}}}");
        second["statuses"]!.ToJsonString().ShouldBe("[409,200,400]");

        DateTimeOffset from = DateTimeOffset.Parse(day, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
        (await server.CountAsync(from, from.AddDays(1), "event.code:4625")).ShouldBe(Count);
        List<JsonElement> events = await server.EventsAsync(from, from.AddDays(1), "");
        events.Count.ShouldBe(Count);
        events.Select(stored => stored.GetProperty("id").GetString()!).ToHashSet(StringComparer.Ordinal)
            .SetEquals(Enumerable.Range(0, Count).Select(i => $"{client}-{i}")).ShouldBeTrue();
        events.ShouldAllBe(stored => stored.GetProperty("sender").GetString() == $"key:{client}" && stored.GetProperty("agency").GetString() == "SKHCN");
        (await server.Api.GetAsync($"/api/v1/events/{ApiClient.KeyWord($"key:{client}", $"{client}-by-hand")}", limit.Token)).ShouldNotBeNull();
    }
}
