using System.Collections.Immutable;
using HueSoc.Detection.Alerts;
using HueSoc.Detection.Coverage;
using HueSoc.Detection.Reruns;
using HueSoc.Detection.Signals;
using HueSoc.Detection.Tests.Bench;
using HueSoc.Storage.EventStore;

namespace HueSoc.Detection.Tests.Reruns;

public sealed class RerunJobsTests
{
    private static readonly TimeRange Always = new(DateTimeOffset.MinValue, DateTimeOffset.MaxValue);

    [Fact]
    public async Task Run_OverWhatTheStreamHasSeen_ChangesNothing()
    {
        await using DetectionBench bench = await WithEventsAsync(1200);
        string[] signals = [.. bench.AllSignals().Select(signal => signal.Id)];
        (string, long, long)[] alerts = [.. bench.AllAlerts().Select(alert => (alert.Id, alert.Version, alert.Change))];

        Rerun done = await RunAsync(bench, []);

        done.ShouldSatisfyAllConditions(
            job => job.State.ShouldBe(RerunState.Done), job => job.Events.ShouldBe(1200), job => job.Signals.ShouldBe(0), job => job.Alerts.ShouldBe(0));
        bench.AllSignals().Select(signal => signal.Id).ShouldBe(signals);
        bench.AllAlerts().Select(alert => (alert.Id, alert.Version, alert.Change)).ShouldBe(alerts);
    }

    [Fact]
    public async Task Run_RuleThatWasOff_GivesWhatTheStreamWouldHaveGiven()
    {
        await using DetectionBench streamed = await WithEventsAsync(40);
        await using DetectionBench bench = await DetectionBench.StartAsync();
        await bench.Catalog.SetStateAsync(DetectionBench.Analyst, DetectionBench.High, null, enabled: false, CancellationToken.None);
        Fill(bench, 40);
        await bench.EvaluateAsync();
        await bench.Catalog.SetStateAsync(DetectionBench.Analyst, DetectionBench.High, null, enabled: true, CancellationToken.None);
        await bench.EvaluateAsync();
        bench.Start("calc.exe");
        await bench.EvaluateAsync();

        await RunAsync(bench, [DetectionBench.High]);

        Of(bench).ShouldBe(Of(streamed));
        bench.AllAlerts().Select(alert => alert.Id).Order().ShouldBe(streamed.AllAlerts().Select(alert => alert.Id).Order());
        bench.Coverage.Gaps(DetectionBench.High).ShouldBeEmpty();

        static string[] Of(DetectionBench from) =>
            [.. from.AllSignals().Where(signal => signal.RuleId == DetectionBench.High).Select(signal => signal.Id).Order()];
    }

    [Fact]
    public async Task Run_SpanOfTime_TakesTheEventsOfThatSpanAlone()
    {
        await using DetectionBench bench = await DetectionBench.StartAsync();
        await bench.Catalog.SetStateAsync(DetectionBench.Analyst, DetectionBench.High, null, enabled: false, CancellationToken.None);
        StoredEvent early = bench.Start("evil.exe", at: bench.Time.GetUtcNow().AddDays(-2));
        bench.Start("evil.exe");
        await bench.EvaluateAsync();
        await bench.Catalog.SetStateAsync(DetectionBench.Analyst, DetectionBench.High, null, enabled: true, CancellationToken.None);

        await RunAsync(bench, [DetectionBench.High], new(bench.Time.GetUtcNow().AddDays(-3), bench.Time.GetUtcNow().AddDays(-1)));

        bench.AllAlerts().Single().Id.ShouldBe(SignalId.OfEvent(DetectionBench.High, early.Key));
        bench.Coverage.List(DetectionBench.High).Single(row => row.Kind == CoverageKind.Rerun).Within.ShouldNotBeNull();
    }

    [Fact]
    public async Task Run_StoppedInTheMiddle_GoesOnFromThereAfterTheRestart()
    {
        await using DetectionBench bench = await WithEventsAsync(1200);
        Rerun job = (await bench.Reruns.StartAsync(DetectionBench.Analyst, new([], Always), CancellationToken.None)).Rerun!;
        bench.Store.FailingReads = 0;
        await bench.ExecuteAsync("CREATE TRIGGER broken BEFORE UPDATE ON reruns WHEN NEW.sequence > 500 BEGIN SELECT RAISE(FAIL, 'broken'); END");
        await Should.ThrowAsync<Exception>(() => bench.Reruns.RunAsync(job.Id, CancellationToken.None));
        long before = bench.Reruns.Find(job.Id)!.Sequence;
        await bench.ExecuteAsync("DROP TRIGGER broken");

        await bench.RestartAsync();
        await bench.Reruns.RunAsync(job.Id, CancellationToken.None);

        before.ShouldBe(500);
        bench.Reruns.Find(job.Id)!.ShouldSatisfyAllConditions(done => done.State.ShouldBe(RerunState.Done), done => done.Events.ShouldBe(1200));
    }

    [Fact]
    public async Task Cancel_JobThatWaits_NeverRuns()
    {
        await using DetectionBench bench = await WithEventsAsync(3);
        Rerun job = (await bench.Reruns.StartAsync(DetectionBench.Analyst, new([], Always), CancellationToken.None)).Rerun!;

        bool cancelled = await bench.Reruns.CancelAsync(DetectionBench.Analyst, job.Id, CancellationToken.None);
        await bench.Reruns.RunAsync(job.Id, CancellationToken.None);

        cancelled.ShouldBeTrue();
        bench.Reruns.Find(job.Id)!.ShouldSatisfyAllConditions(ended => ended.State.ShouldBe(RerunState.Cancelled), ended => ended.Events.ShouldBe(0));
    }

    [Fact]
    public async Task Start_RuleThatIsNotThere_IsRefused()
    {
        await using DetectionBench bench = await WithEventsAsync(1);

        RerunStart start = await bench.Reruns.StartAsync(DetectionBench.Analyst, new(["nobody"], Always), CancellationToken.None);

        start.Rerun.ShouldBeNull();
        start.Reason.ShouldBe("there is no rule nobody");
    }

    private static async Task<Rerun> RunAsync(DetectionBench bench, ImmutableArray<string> rules, TimeRange? range = null)
    {
        Rerun job = (await bench.Reruns.StartAsync(DetectionBench.Analyst, new(rules, range ?? Always), CancellationToken.None)).Rerun!;
        await bench.Reruns.RunAsync(job.Id, CancellationToken.None);
        return bench.Reruns.Find(job.Id)!;
    }

    private static async Task<DetectionBench> WithEventsAsync(int count)
    {
        DetectionBench bench = await DetectionBench.StartAsync();
        Fill(bench, count);
        await bench.EvaluateAsync();
        return bench;
    }

    private static void Fill(DetectionBench bench, int count)
    {
        for (int i = 0; i < count; i++)
            bench.Start(i % 4 == 0 ? "evil.exe" : i % 4 == 1 ? "odd.exe" : "calc.exe");
    }
}
