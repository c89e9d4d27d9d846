using System.Globalization;
using System.Text.Json;
using HueSoc.EndToEnd.Tests.Serving;
using HueSoc.EndToEnd.Tests.Torture;
using Xunit.Abstractions;

namespace HueSoc.EndToEnd.Tests.Agents;

/// <summary>Agent and server are killed over and over while logs are written, rotated, copied and truncated: every line arrives once.</summary>
public sealed class AgentTortureTests(ITestOutputHelper output)
{
    private const int Kills = 40;
    private static readonly TimeSpan DrainLimit = TimeSpan.FromMinutes(3);

    [MovedClockFact]
    public async Task Agent_KilledInEveryPhaseWithServerNetworkSpoolAndClockFailing_DeliversEveryLineOnce()
    {
        using TemporaryFolder folder = new();
        int seed = 20_261_122;
        Random random = new(seed);
        string logFolder = Directory.CreateDirectory(folder.Of("logs")).FullName;
        string state = folder.Of("agent");
        List<NumberedLog> logs =
        [
            new RenamedLog("renamed", Path.Combine(logFolder, "renamed.log"), LineForms.Syslog, compress: true, random),
            new CopiedLog("copied", Path.Combine(logFolder, "copied.log"), LineForms.Syslog, random),
            new TruncatedLog("truncated", Path.Combine(logFolder, "truncated.log"), LineForms.Syslog, random),
            new RenamedLog("audit", Path.Combine(logFolder, "audit.log"), LineForms.Audit, compress: false, random),
            new RenamedLog("journal", Path.Combine(logFolder, "journal.export"), LineForms.Journal, compress: false, random),
        ];
        await using NetworkLink link = new();
        await using TortureServer server = await TortureServer.PrepareAsync(folder.Of("data"));
        string settings = folder.Of("agent.json");
        await File.WriteAllTextAsync(settings, Settings(link.Address, server.Key, logFolder));
        JumpingClock clock = new(folder.Of("clock"), MovedClock.LibraryPath!);
        Directory.CreateDirectory(Path.Combine(state, "spool"));
        await using AgentCampaign campaign = new(
            logs, link, server, clock, () => AgentProcess.Start(["run", "--state", state, "--config", settings], clock.Environment), Path.Combine(state, "spool"), random);

        await campaign.RunAsync(Kills);

        AgentVerification verification = new();
        long begin = TimeProvider.System.GetTimestamp();
        using ApiClient api = server.Api();
        do
        {
            await Task.Delay(TimeSpan.FromSeconds(2), TimeProvider.System);
            await verification.ReadAsync(api, TortureServer.Sender);
        }
        while (verification.Missing(logs) > 0 && TimeProvider.System.GetElapsedTime(begin) < DrainLimit);
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"seed {seed}: {campaign}; {logs.Sum(log => log.Lines.Count)} lines, {verification.Stored} stored, {verification.Notices.Count} notices; the agent said last:\n{campaign.Agent.Said}"));
        verification.Verify(logs);
        foreach (AgentPhase phase in Enum.GetValues<AgentPhase>())
            campaign.Hits[phase].ShouldBeGreaterThanOrEqualTo(3, $"kills in the phase {phase}");
        (await campaign.Agent.StopAsync()).ShouldBe(0);
    }

    private static string Settings(Uri address, string key, string logs) => JsonSerializer.Serialize(new
    {
        ship_to = new[] { address.ToString() },
        api_key = key,
        configuration = new
        {
            sources = new object[]
            {
                new { name = "renamed", kind = "file", paths = new[] { $"{logs}/renamed.log*" }, format = "syslog" },
                new { name = "copied", kind = "file", paths = new[] { $"{logs}/copied.log*" }, format = "syslog" },
                new { name = "truncated", kind = "file", paths = new[] { $"{logs}/truncated.log" }, format = "syslog" },
                new { name = "audit", kind = "file", paths = new[] { $"{logs}/audit.log*" }, format = "auditd" },
                new { name = "journal", kind = "file", paths = new[] { $"{logs}/journal.export*" }, format = "journal_export" },
            },
            // Small, so that it is full soon when the network is away.
            limits = new { spool_bytes = 2 << 20, keep_free_bytes = 0, batch_bytes = 128 << 10, batch_milliseconds = 100 },
        },
    });
}
