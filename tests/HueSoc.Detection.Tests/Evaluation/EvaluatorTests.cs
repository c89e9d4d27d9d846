using HueSoc.Detection.Alerts;
using HueSoc.Detection.Coverage;
using HueSoc.Detection.Evaluation;
using HueSoc.Detection.Signals;
using HueSoc.Detection.Tests.Bench;
using HueSoc.Sigma.Rules;
using HueSoc.Storage.EventStore;
using HueSoc.Storage.Tenancy;

namespace HueSoc.Detection.Tests.Evaluation;

public sealed class EvaluatorTests
{
    private static readonly string[] Tables = ["signals", "alerts", "alert_evidence", "rule_health", "coverage", "evaluation"];

    public static TheoryData<string> WrittenTables => [.. Tables];

    [Fact]
    public async Task Step_EventThatMatches_MakesASignalForEachRule()
    {
        await using DetectionBench bench = await DetectionBench.StartAsync();
        StoredEvent stored = bench.Start("evil.exe");

        await bench.EvaluateAsync();

        bench.AllSignals().Select(signal => signal.RuleId).Order().ShouldBe([DetectionBench.High, DetectionBench.Informational]);
        Signal signal = bench.AllSignals().Single(s => s.RuleId == DetectionBench.High);
        signal.Id.ShouldBe(SignalId.OfEvent(DetectionBench.High, stored.Key));
        signal.RuleTitle.ShouldBe("Evil program");
        signal.Level.ShouldBe(SigmaLevel.High);
        signal.Host.ShouldBe("PC-1");
        signal.Matched.ShouldContain(field => field.Field == "Image" && field.Value == "C:\\Temp\\evil.exe");
    }

    [Fact]
    public async Task Step_SignalOfLevelLowOrAbove_RaisesAnAlertWithItsEvidence()
    {
        await using DetectionBench bench = await DetectionBench.StartAsync();
        StoredEvent stored = bench.Start("evil.exe");

        await bench.EvaluateAsync();

        Alert alert = bench.AllAlerts().ShouldHaveSingleItem();
        alert.Id.ShouldBe(SignalId.OfEvent(DetectionBench.High, stored.Key));
        alert.State.ShouldBe(AlertState.New);
        AlertEvidence evidence = bench.Desk.Find(AgencyScope.City, alert.Id)!.Evidence.ShouldHaveSingleItem();
        evidence.EventKey.ShouldBe(stored.Key);
        evidence.Document!.Value.ToArray().ShouldBe(stored.Document.ToArray());
    }

    [Fact]
    public async Task Step_InformationalRule_MakesASignalAndNoAlert()
    {
        await using DetectionBench bench = await DetectionBench.StartAsync();
        bench.Start("calc.exe");

        await bench.EvaluateAsync();

        bench.AllSignals().ShouldHaveSingleItem();
        bench.AllAlerts().ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(WrittenTables))]
    public async Task Step_WritingFailsInATable_EverythingExistsOnceAfterwards(string table)
    {
        await using DetectionBench bench = await DetectionBench.StartAsync();
        bench.Start("evil.exe");
        bench.Start("odd.exe");
        await bench.ExecuteAsync($"CREATE TRIGGER broken BEFORE INSERT ON {table} BEGIN SELECT RAISE(FAIL, 'broken'); END");

        await Should.ThrowAsync<Exception>(() => bench.EvaluateAsync());
        bench.Count("SELECT COUNT(*) FROM signals").ShouldBe(0);
        bench.Evaluator.Status.Problem.ShouldNotBeNull();
        await bench.ExecuteAsync("DROP TRIGGER broken");
        await bench.EvaluateAsync();

        bench.AllSignals().Length.ShouldBe(4);
        bench.AllAlerts().Length.ShouldBe(2);
        bench.Count("SELECT matches FROM rule_health WHERE rule_id = '" + DetectionBench.High + "'").ShouldBe(1);
    }

    [Theory]
    [MemberData(nameof(WrittenTables))]
    public async Task Step_KilledWhileWriting_EverythingExistsOnceAfterTheRestart(string table)
    {
        await using DetectionBench bench = await DetectionBench.StartAsync();
        bench.Start("evil.exe");
        bench.Start("odd.exe");
        await bench.ExecuteAsync($"CREATE TRIGGER broken BEFORE INSERT ON {table} BEGIN SELECT RAISE(FAIL, 'broken'); END");
        await Should.ThrowAsync<Exception>(() => bench.EvaluateAsync());
        await bench.ExecuteAsync("DROP TRIGGER broken");

        await bench.RestartAsync();
        await bench.EvaluateAsync();

        bench.AllSignals().Length.ShouldBe(4);
        bench.AllAlerts().Length.ShouldBe(2);
    }

    [Fact]
    public async Task Step_PlaceLost_FindsTheSameAgainAndChangesNothing()
    {
        await using DetectionBench bench = await DetectionBench.StartAsync();
        bench.Start("evil.exe");
        await bench.EvaluateAsync();
        Alert before = bench.AllAlerts().Single();
        await bench.Desk.UpdateAsync(
            DetectionBench.Analyst, AgencyScope.City, before.Id, null,
            new() { State = AlertState.Closed, Resolution = AlertResolution.FalsePositive, Reason = "known" }, CancellationToken.None);
        Alert closed = bench.AllAlerts().Single();
        await bench.ExecuteAsync("DELETE FROM evaluation");

        await bench.RestartAsync();
        await bench.EvaluateAsync();

        bench.AllSignals().Length.ShouldBe(2);
        Alert now = bench.AllAlerts().Single();
        (now.State, now.Version, now.Change, now.Updated).ShouldBe((AlertState.Closed, closed.Version, closed.Change, closed.Updated));
    }

    [Fact]
    public async Task Step_MoreSignalsThanATransactionHolds_WritesAllOfThemOnce()
    {
        await using DetectionBench bench = await DetectionBench.StartAsync(new() { BatchSignals = 3, BatchEvents = 10 });
        for (int i = 0; i < 25; i++)
            bench.Start("evil.exe");

        await bench.EvaluateAsync();

        bench.AllSignals().Length.ShouldBe(50);
        bench.AllAlerts().Length.ShouldBe(25);
        bench.Evaluator.Status.LastSequence.ShouldBe(25);
    }

    [Fact]
    public async Task Step_EventThatHappenedLongAgo_StillRaisesAnAlert()
    {
        await using DetectionBench bench = await DetectionBench.StartAsync();
        bench.Start("calc.exe");
        await bench.EvaluateAsync();
        bench.Start("evil.exe", at: bench.Time.GetUtcNow().AddDays(-30));

        await bench.EvaluateAsync();

        bench.AllAlerts().Single().FirstEvent.ShouldBe(bench.Time.GetUtcNow().AddDays(-30));
    }

    [Fact]
    public async Task Step_EventThatIsNoJson_IsCountedAndItsNeighboursGoOn()
    {
        await using DetectionBench bench = await DetectionBench.StartAsync();
        bench.Start("evil.exe");
        bench.Store.Add(new("key:test", "bad"), "X", bench.Time.GetUtcNow(), bench.Time.GetUtcNow(), "{\"broken"u8.ToArray());
        bench.Start("evil.exe");

        await bench.EvaluateAsync();

        bench.AllAlerts().Length.ShouldBe(2);
        bench.Evaluator.Status.Unreadable.ShouldBe(1);
        bench.Coverage.Gaps(null).Single().ShouldSatisfyAllConditions(
            row => row.Kind.ShouldBe(CoverageKind.Unreadable), row => row.Range.ShouldBe(new(2, 2)));
    }

    [Fact]
    public async Task Step_RangeIsMissing_IsAGapBetweenWhatWasEvaluated()
    {
        await using DetectionBench bench = await DetectionBench.StartAsync();
        bench.Start("calc.exe");
        bench.Store.Lose(5);
        bench.Start("evil.exe");

        await bench.EvaluateAsync();

        bench.Coverage.Gaps(null).Single().ShouldSatisfyAllConditions(
            row => row.Kind.ShouldBe(CoverageKind.Missing), row => row.Range.ShouldBe(new(2, 6)));
        bench.Coverage.List(string.Empty).Where(row => row.Kind == CoverageKind.Evaluated).Select(row => row.Range)
            .ShouldBe([new SequenceRange(7, 7), new SequenceRange(1, 1)]);
    }

    [Fact]
    public async Task Step_BatchAfterBatch_CoverageIsOneRange()
    {
        await using DetectionBench bench = await DetectionBench.StartAsync();
        for (int i = 0; i < 5; i++)
        {
            bench.Start("evil.exe");
            await bench.EvaluateAsync();
        }

        bench.Coverage.List(string.Empty).Single().Range.ShouldBe(new(1, 5));
    }

    [Fact]
    public async Task Step_NothingMatches_ThePlaceIsWrittenWhenItsTimeHasCome()
    {
        await using DetectionBench bench = await DetectionBench.StartAsync();
        bench.Start("calc.exe");
        await bench.EvaluateAsync();
        bench.Store.Add(new("key:test", "nothing"), "X", bench.Time.GetUtcNow(), bench.Time.GetUtcNow(), "{}"u8.ToArray());

        await bench.Evaluator.StepAsync(CancellationToken.None);
        long before = bench.Count("SELECT sequence FROM evaluation");
        bench.Time.Move(TimeSpan.FromSeconds(1));
        await bench.Evaluator.StepAsync(CancellationToken.None);

        before.ShouldBe(1);
        bench.Count("SELECT sequence FROM evaluation").ShouldBe(2);
    }

    [Fact]
    public async Task Run_StoreFailsForAWhile_GoesOnWithNothingLeftOut()
    {
        await using DetectionBench bench = await DetectionBench.StartAsync();
        for (int i = 0; i < 10; i++)
            bench.Start("evil.exe");
        bench.Store.FailingReads = 7;
        using CancellationTokenSource end = new();
        Task feed = bench.Feed.RunAsync(end.Token);
        Task run = bench.Evaluator.RunAsync(end.Token);

        await foreach (AlertNotice notice in bench.Feed.SubscribeAsync(AgencyScope.City, 0, end.Token))
        {
            if (notice.Change == 10)
                break;
        }

        await end.CancelAsync();
        await run;
        await feed;
        bench.AllAlerts().Length.ShouldBe(10);
        bench.Store.Reads.ShouldBeGreaterThan(7);
    }

    [Fact]
    public async Task Status_EventsWait_SaysHowManyAndHowLong()
    {
        await using DetectionBench bench = await DetectionBench.StartAsync(new() { BatchEvents = 2 });
        for (int i = 0; i < 5; i++)
            bench.Start("calc.exe");
        bench.Time.Move(TimeSpan.FromSeconds(30));

        await bench.Evaluator.StepAsync(CancellationToken.None);

        bench.Evaluator.Status.LagEvents.ShouldBe(3);
        bench.Evaluator.Status.Lag.ShouldBe(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task Status_NothingWaits_HasNoLag()
    {
        await using DetectionBench bench = await DetectionBench.StartAsync();
        bench.Start("calc.exe");
        bench.Time.Move(TimeSpan.FromSeconds(30));

        await bench.EvaluateAsync();

        bench.Evaluator.Status.ShouldSatisfyAllConditions(
            status => status.LagEvents.ShouldBe(0), status => status.Lag.ShouldBe(TimeSpan.Zero), status => status.LastSequence.ShouldBe(1));
    }

    [Fact]
    public async Task Step_EventOfADrill_MarksSignalAndAlert()
    {
        await using DetectionBench bench = await DetectionBench.StartAsync();
        bench.Start("evil.exe", drill: "dien-tap-1");

        await bench.EvaluateAsync();

        bench.AllAlerts().Single().Drill.ShouldBe("dien-tap-1");
        bench.Signals.List(AgencyScope.City, new SignalFilter { Drill = string.Empty }, 10, null).Items.ShouldBeEmpty();
    }
}
