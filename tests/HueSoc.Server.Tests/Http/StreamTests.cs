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
        List<AlertReader> open = [];
        try
        {
            for (int i = 0; i < 4; i++)
                open.Add(await AlertReader.OpenAsync(analyst, after: null));

            using HttpResponseMessage response = await analyst.GetAsync("/api/v1/stream", HttpCompletionOption.ResponseHeadersRead);

            response.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        }
        finally
        {
            foreach (AlertReader reader in open)
                await reader.DisposeAsync();
        }
    }
}
