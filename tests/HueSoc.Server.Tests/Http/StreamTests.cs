using System.Net;
using HueSoc.Server.Tests.Running;
using HueSoc.Storage.Control.Accounts;

namespace HueSoc.Server.Tests.Http;

/// <summary>The stream of alerts.</summary>
[Collection(ServerCollection.Name)]
public sealed class StreamTests(RunningServer server)
{
    [Fact]
    public async Task Stream_WhenAnAlertIsRaised_TellsOfItAtOnce()
    {
        (_, string key) = await server.KeyAsync("stream-raised", "");
        using HttpClient analyst = await server.ClientAsync(AccountRole.Analyst);
        await using AlertReader stream = await AlertReader.OpenAsync(analyst, after: null);

        await server.ShipAsync(key, RunningServer.Process("stream-host", "cmd attackword"));

        (string name, _, System.Text.Json.JsonElement alert) = await stream.NextAsync();
        name.ShouldBe("alert-raised");
        alert.GetProperty("host").GetString().ShouldBe("stream-host");
    }

    [Fact]
    public async Task Stream_WithLastEventId_GoesOnBehindIt()
    {
        (_, string key) = await server.KeyAsync("stream-resumed", "");
        using HttpClient analyst = await server.ClientAsync(AccountRole.Analyst);
        string last;
        await using (AlertReader before = await AlertReader.OpenAsync(analyst, after: null))
        {
            await server.ShipAsync(key, RunningServer.Process("before-host", "cmd attackword"));
            last = (await before.NextAsync()).Id;
        }

        await server.RaiseAsync(key, RunningServer.Process("meanwhile-host", "cmd attackword"));
        await using AlertReader stream = await AlertReader.OpenAsync(analyst, last);

        (await stream.NextAsync()).Data.GetProperty("host").GetString().ShouldBe("meanwhile-host");
    }

    [Fact]
    public async Task Stream_ForMoreClientsThanMay_IsUnavailable()
    {
        using HttpClient analyst = await server.ClientAsync(AccountRole.Analyst);
        await using (AlertReader first = await AlertReader.OpenAsync(analyst, after: null))
        {
            List<HttpResponseMessage> others = [];
            for (int i = 0; i < RunningServer.StreamClients; i++)
                others.Add(await analyst.GetAsync("/api/v1/stream", HttpCompletionOption.ResponseHeadersRead));
            HttpStatusCode last = others[^1].StatusCode;
            others.ForEach(other => other.Dispose());

            last.ShouldBe(HttpStatusCode.ServiceUnavailable);
        }

        await NobodyListensAsync();
    }

    // The server hears of a client that went away a moment later; the next test wants its places.
    private async Task NobodyListensAsync()
    {
        using HttpClient client = server.Anonymous();
        using CancellationTokenSource patience = new(TimeSpan.FromSeconds(60));
        using PeriodicTimer timer = new(TimeSpan.FromMilliseconds(50));
        while (await timer.WaitForNextTickAsync(patience.Token))
        {
            if ((await client.GetStringAsync("/metrics", patience.Token)).Contains("\nhuesoc_stream_clients 0\n", StringComparison.Ordinal))
                return;
        }
    }
}
