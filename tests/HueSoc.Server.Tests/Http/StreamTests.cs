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
        await NobodyListensAsync();
        List<HttpResponseMessage> opened = [];
        foreach (AccountRole role in (AccountRole[])[AccountRole.Admin, AccountRole.Analyst, AccountRole.DrillLead, AccountRole.Auditor])
        {
            using HttpClient client = await server.ClientAsync(role);
            for (int i = 0; i < RunningServer.StreamClients / 4; i++)
                opened.Add(await client.GetAsync("/api/v1/stream", HttpCompletionOption.ResponseHeadersRead));
        }

        using HttpClient another = await server.ClientAsync(AccountRole.AgencyOfficer, RunningServer.X);
        using HttpResponseMessage last = await another.GetAsync("/api/v1/stream", HttpCompletionOption.ResponseHeadersRead);
        HttpStatusCode[] statuses = [.. opened.Select(response => response.StatusCode)];
        opened.ForEach(response => response.Dispose());
        await NobodyListensAsync();

        statuses.ShouldAllBe(status => status == HttpStatusCode.OK);
        last.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
    }

    [Fact]
    public async Task Stream_ForOneCallerMoreOftenThanAQuarter_LeavesThePlacesToOthers()
    {
        await NobodyListensAsync();
        using HttpClient greedy = await server.ClientAsync(AccountRole.Auditor);
        using HttpClient other = await server.ClientAsync(AccountRole.Analyst);
        List<HttpResponseMessage> opened = [];
        for (int i = 0; i < RunningServer.StreamClients; i++)
            opened.Add(await greedy.GetAsync("/api/v1/stream", HttpCompletionOption.ResponseHeadersRead));

        using HttpResponseMessage another = await other.GetAsync("/api/v1/stream", HttpCompletionOption.ResponseHeadersRead);
        HttpStatusCode[] statuses = [.. opened.Select(response => response.StatusCode)];
        HttpStatusCode ofOther = another.StatusCode;
        opened.ForEach(response => response.Dispose());
        another.Dispose();
        await NobodyListensAsync();

        statuses.Count(status => status == HttpStatusCode.OK).ShouldBe(RunningServer.StreamClients / 4);
        statuses.Count(status => status == HttpStatusCode.TooManyRequests).ShouldBe(RunningServer.StreamClients * 3 / 4);
        ofOther.ShouldBe(HttpStatusCode.OK);
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
