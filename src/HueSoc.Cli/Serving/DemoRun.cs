using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using HueSoc.Cli.Terminal;
using HueSoc.Server;
using HueSoc.Server.Hosting;
using HueSoc.Storage.Control.Accounts;

namespace HueSoc.Cli.Serving;

/// <summary>
/// A demonstration: a real server on a temporary folder, a real agent that ships made-up logs to it, and a client that does over HTTP what an operator would.
/// </summary>
/// <param name="url">Where the console listens.</param>
/// <param name="once">Whether it ends when the samples are evaluated.</param>
/// <param name="screen">Where it writes.</param>
/// <param name="time">The clock.</param>
internal sealed class DemoRun(string url, bool once, Screen screen, TimeProvider time)
{
    private const string Anywhere = "http://127.0.0.1:0";

    // Whose machine the agent plays: Sở Khoa học và Công nghệ.
    private const string Agency = "SKHCN";

    /// <summary>Runs it.</summary>
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    public async Task<int> RunAsync(CancellationToken interruption)
    {
        string folder = Directory.CreateTempSubdirectory("huesoc-demo-").FullName;
        // A terminal that is closed ends it too; what it stored must not stay behind.
        using CancellationTokenSource ended = CancellationTokenSource.CreateLinkedTokenSource(interruption);
        using PosixSignalRegistration hangup = PosixSignalRegistration.Create(PosixSignal.SIGHUP, signal =>
        {
            signal.Cancel = true;
            ended.Cancel();
        });
        try
        {
            string password = AccountRules.NewPassword("admin");
            ServerSettings settings = ServerSettings.Read(
                file: null,
                [new("HUESOC_ADMIN_PASSWORD", password)],
                new Dictionary<string, string?> { ["data"] = Path.Combine(folder, "data"), ["urls"] = url, ["ingestUrls"] = Anywhere });
            if (!settings.Faults.IsEmpty)
            {
                foreach (string fault in settings.Faults)
                    screen.Say(fault);
                return ExitCode.Usage;
            }

            await using HueSocServer server = await HueSocServer.StartAsync(settings, time, ended.Token);
            screen.WriteResult($"{server.ReadyLine}\nAccount admin, password {password}\n");
            await ShowAsync(server, password, folder, ended.Token);
            return ExitCode.Done;
        }
        catch (ServerStartException e)
        {
            screen.Say(e.Message);
            return ExitCode.Incomplete;
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            screen.Say(e.Message);
            return ExitCode.Incomplete;
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            return ExitCode.Done;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private async Task ShowAsync(HueSocServer server, string password, string folder, CancellationToken interruption)
    {
        Uri ingest = new(server.IngestAddresses[0]);
        using DemoClient client = new(new(server.ConsoleAddresses[0]));
        await client.SignInAsync("admin", password, interruption);
        string key = await client.MakeKeyAsync("demo", interruption);
        string logs = Directory.CreateDirectory(Path.Combine(folder, "logs")).FullName;
        await client.ConfigureAgentsAsync(SampleLogs.Configuration(logs), interruption);
        string token = await client.MakeEnrollmentTokenAsync(Agency, interruption);
        using DemoAgent agent = await DemoAgent.StartAsync(ingest, token, Path.Combine(folder, "agent"), interruption);
        using CancellationTokenSource enough = CancellationTokenSource.CreateLinkedTokenSource(interruption);
        DemoAlerts alerts = new(screen);
        DateOnly day = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime).AddDays(-1);
        (string Name, string Text)[] samples = [.. SampleLogs.Read(day)];
        screen.WriteResult(string.Create(
            CultureInfo.InvariantCulture, $"An agent ships {Quantity.Of(samples.Length, "made-up log")} to it, dated {day:yyyy-MM-dd}. Alerts as they come:\n\n"));
        alerts.ShowHeader();
        Task listening = client.FollowAsync(alerts.Show, enough.Token);
        foreach ((string name, string text) in samples)
            await File.WriteAllTextAsync(Path.Combine(logs, name), text, interruption);
        int events = samples.Sum(sample => SampleLogs.CountEvents(sample.Text));
        await client.WaitUntilEvaluatedAsync(events, agent.EndAsync, time, interruption);
        // Those that were raised before the stream was open, or have not come by it yet.
        foreach (JsonElement alert in await client.AlertsAsync(interruption))
            alerts.Show(alert);
        screen.WriteResult($"\n{alerts.Count} alerts from {events} events\n");
        if (!once)
        {
            await InviteAsync(client, server, key, interruption);
            await listening;
        }

        await enough.CancelAsync();
        await listening;
    }

    private async Task InviteAsync(DemoClient client, HueSocServer server, string key, CancellationToken interruption)
    {
        string token = await client.MakeTokenAsync("demo", interruption);
        string console = server.ConsoleAddresses[0];
        string from = time.GetUtcNow().UtcDateTime.AddDays(-2).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        screen.WriteResult(string.Join(
            '\n',
            "",
            "To ask it for alerts or events, in another terminal:",
            $"  TOKEN={token}",
            $"  curl -H \"Authorization: Bearer $TOKEN\" {console}/api/v1/alerts",
            $"  curl -H \"Authorization: Bearer $TOKEN\" \\",
            $"    '{console}/api/v1/events?q=powershell&from={from}T00:00:00Z'",
            "To ship an event of your own:",
            $"  KEY={key}",
            "  curl -u $KEY -H 'Content-Type: application/x-ndjson' \\",
            $"    {server.IngestAddresses[0]}/logs-demo-default/_bulk \\",
            """    --data-binary $'{"create":{}}\n{"message":"xin chào"}\n'""",
            "Ctrl-C ends the demonstration and removes what it stored.",
            ""));
    }
}
