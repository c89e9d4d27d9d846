using System.Text.Json;
using HueSoc.Cli.Terminal;
using HueSoc.Server;
using HueSoc.Server.Hosting;
using HueSoc.Storage.Control.Accounts;

namespace HueSoc.Cli.Serving;

/// <summary>
/// A demonstration: a real server on a temporary folder, and a client that does over HTTP what an operator and a shipper would.
/// </summary>
/// <param name="url">Where the console listens.</param>
/// <param name="once">Whether it ends when the samples are evaluated.</param>
/// <param name="screen">Where it writes.</param>
/// <param name="time">The clock.</param>
internal sealed class DemoRun(string url, bool once, Screen screen, TimeProvider time)
{
    private const string Anywhere = "http://127.0.0.1:0";

    /// <summary>Runs it.</summary>
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    public async Task<int> RunAsync(CancellationToken interruption)
    {
        string folder = Directory.CreateTempSubdirectory("huesoc-demo-").FullName;
        try
        {
            string password = AccountRules.NewPassword();
            ServerSettings settings = ServerSettings.Read(
                file: null,
                [new("HUESOC_ADMIN_PASSWORD", password)],
                new Dictionary<string, string?> { ["data"] = folder, ["urls"] = url, ["ingestUrls"] = Anywhere });
            if (!settings.Faults.IsEmpty)
            {
                foreach (string fault in settings.Faults)
                    screen.Say(fault);
                return ExitCode.Usage;
            }

            await using HueSocServer server = await HueSocServer.StartAsync(settings, time, interruption);
            screen.WriteResult($"{server.ReadyLine}\nSign in as admin with the password {password}\n");
            await ShowAsync(server, password, interruption);
            return ExitCode.Done;
        }
        catch (ServerStartException e)
        {
            screen.Say(e.Message);
            return ExitCode.Incomplete;
        }
        catch (HttpRequestException e)
        {
            screen.Say(e.Message);
            return ExitCode.Incomplete;
        }
        catch (OperationCanceledException) when (interruption.IsCancellationRequested)
        {
            return ExitCode.Done;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private async Task ShowAsync(HueSocServer server, string password, CancellationToken interruption)
    {
        using DemoClient client = new(new(server.ConsoleAddresses[0]), new(server.IngestAddresses[0]));
        await client.SignInAsync("admin", password, interruption);
        string key = await client.MakeKeyAsync("demo", interruption);
        using CancellationTokenSource enough = CancellationTokenSource.CreateLinkedTokenSource(interruption);
        DemoAlerts alerts = new(screen);
        Task listening = client.FollowAsync(alerts.Show, enough.Token);
        int events = 0;
        foreach ((string name, string text) in SampleLogs.Read(DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime).AddDays(-1)))
        {
            int shipped = await client.ShipAsync(key, text, interruption);
            events += shipped;
            screen.WriteResult($"Shipped {shipped} events of {name}\n");
        }

        await client.WaitUntilEvaluatedAsync(events, time, interruption);
        if (once)
        {
            await enough.CancelAsync();
            await listening;
            foreach (JsonElement alert in await client.AlertsAsync(interruption))
                alerts.Show(alert);
            screen.WriteResult($"{alerts.Count} alerts from {events} events\n");
            return;
        }

        screen.WriteResult("Ctrl-C ends the demonstration and removes what it stored.\n");
        await listening;
    }
}
