using System.Globalization;
using HueSoc.EndToEnd.Tests.Serving;
using Xunit.Abstractions;

namespace HueSoc.EndToEnd.Tests.Torture;

/// <summary>The server is killed over and over while events come in, and midnight passes: nothing is lost, nothing doubled.</summary>
public sealed class KillTests(ITestOutputHelper output)
{
    private const int Events = 200_000;
    private const string Sender = "key:torture";

    [MovedClockFact]
    public async Task Serve_KilledInEveryPhaseAndOverMidnight_HasEveryEventSignalAndAlertOnce()
    {
        using TemporaryFolder folder = new();
        string data = folder.Of("data");
        MovedClock clock = MovedClock.ToJustBeforeMidnight(TimeProvider.System, TimeSpan.FromSeconds(45));
        NumberedEvents events = new(clock.Begin.AddSeconds(-Events * 0.005), clock.Begin.AddSeconds(-Events * 0.0025));
        string key = (await HuesocProcess.RunAsync(["admin", "api-key", "--data", data, "--agency", "SKHCN", "--name", "torture"], clock.Environment)).Trim();
        string token = (await HuesocProcess.RunAsync(["admin", "token", "--data", data, "--role", "admin"], clock.Environment)).Trim();
        ServerState state = new(token, Sender);
        Dictionary<string, string> environment = new(clock.Environment, StringComparer.Ordinal) { ["HUESOC_ADMIN_PASSWORD"] = "mật khẩu dài của thử thách" };
        await using Campaign campaign = new(
            events, Events, data, key, state, () => HuesocProcess.ServeAsync(["--data", data, "--rules", Verification.Rules], environment));

        await campaign.RunAsync(kills: 5);
        await state.WaitUntilAllIsEvaluatedAsync(campaign.Server, CancellationToken.None);

        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{campaign.Kills} kills: {string.Join(", ", campaign.Hits.Select(hit => $"{hit.Key} {hit.Value}"))}; {campaign.Client.Created} created, {campaign.Client.Conflicts} conflicts, {campaign.Client.Refused} refused; now {clock.Now(TimeProvider.System):u}"));
        Verification verification = new(events, Events);
        using (ApiClient api = new(campaign.Server.Console, token))
        {
            await verification.SignalsAsync(api, Sender);
            await verification.AlertsAsync(api);
        }

        (await campaign.Server.StopAsync()).ShouldBe(0);
        verification.Events(data, Sender).Count.ShouldBe(Events);
        foreach (Phase phase in Enum.GetValues<Phase>())
            campaign.Hits[phase].ShouldBeGreaterThanOrEqualTo(3, $"kills in the phase {phase}");
        clock.Now(TimeProvider.System).Date.ShouldBeGreaterThan(clock.Begin.Date, "midnight did not pass");
    }
}
