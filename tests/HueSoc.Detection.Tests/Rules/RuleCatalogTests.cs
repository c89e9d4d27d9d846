using HueSoc.Detection.Coverage;
using HueSoc.Detection.Rules;
using HueSoc.Detection.Tests.Bench;
using HueSoc.Storage.EventStore;
using HueSoc.Storage.Tenancy;

namespace HueSoc.Detection.Tests.Rules;

public sealed class RuleCatalogTests
{
    private const string Added = "11111111-0000-4000-8000-000000000009";

    [Fact]
    public async Task Reload_RuleAdded_IsUsedFromTheNextBatchOn()
    {
        await using DetectionBench bench = await DetectionBench.StartAsync();
        string before = bench.Catalog.Current.Revision;
        bench.Start("new.exe");
        await bench.EvaluateAsync();
        bench.WriteRule("new.yml", DetectionBench.Rule(Added, "New program", "low", "Image|endswith: '\\new.exe'"));

        await bench.Catalog.ReloadAsync(DetectionBench.Analyst, CancellationToken.None);
        StoredEvent second = bench.Start("new.exe");
        await bench.EvaluateAsync();

        bench.Catalog.Current.Revision.ShouldNotBe(before);
        bench.AllSignals().Single(signal => signal.RuleId == Added).EventKey.ShouldBe(second.Key);
        bench.Coverage.List(string.Empty).Select(row => (row.Revision, row.Range))
            .ShouldBe([(bench.Catalog.Current.Revision, new SequenceRange(2, 2)), (before, new SequenceRange(1, 1))]);
    }

    [Fact]
    public async Task Reload_NothingChanged_KeepsTheRevision()
    {
        await using DetectionBench bench = await DetectionBench.StartAsync();
        string before = bench.Catalog.Current.Revision;

        ActiveRules after = await bench.Catalog.ReloadAsync(DetectionBench.Analyst, CancellationToken.None);

        after.Revision.ShouldBe(before);
    }

    [Fact]
    public async Task List_RuleThatIsRefused_IsThereWithItsPlaceAndItsNeighboursAreActive()
    {
        await using DetectionBench bench = await DetectionBench.StartAsync();
        bench.WriteRule("bad.yml", "title: bad\nlogsource:\n    product: windows\ndetection:\n    condition: nothing\n");

        await bench.Catalog.ReloadAsync(DetectionBench.Analyst, CancellationToken.None);

        RuleStatus bad = bench.Catalog.List().Single(rule => rule.Status == RuleStanding.Failed);
        bad.Reason!.ShouldStartWith(Path.Combine(bench.RuleFolder, "bad.yml") + ":");
        bench.Catalog.List().Count(rule => rule.Status == RuleStanding.Active).ShouldBe(3);
    }

    [Fact]
    public async Task List_RuleThatIsRefused_IsAGapInItsCoverage()
    {
        await using DetectionBench bench = await DetectionBench.StartAsync();
        bench.WriteRule("bad.yml", "title: bad\nlogsource:\n    product: windows\ndetection:\n    condition: nothing\n");
        await bench.Catalog.ReloadAsync(DetectionBench.Analyst, CancellationToken.None);
        string id = bench.Catalog.List().Single(rule => rule.Status == RuleStanding.Failed).Id;
        bench.Start("evil.exe");
        await bench.EvaluateAsync();

        CoverageRow row = bench.Coverage.Gaps(id).ShouldHaveSingleItem();

        row.ShouldSatisfyAllConditions(r => r.Kind.ShouldBe(CoverageKind.Failed), r => r.Range.ShouldBe(new(1, 1)), r => r.IsOpen.ShouldBeTrue());
    }

    [Fact]
    public async Task SetState_OffInTheCity_GivesNoSignalsAndAGap()
    {
        await using DetectionBench bench = await DetectionBench.StartAsync();
        bench.Start("evil.exe");
        await bench.EvaluateAsync();

        await bench.Catalog.SetStateAsync(DetectionBench.Analyst, DetectionBench.High, null, enabled: false, CancellationToken.None);
        bench.Start("evil.exe");
        await bench.EvaluateAsync();
        await bench.Catalog.SetStateAsync(DetectionBench.Analyst, DetectionBench.High, null, enabled: true, CancellationToken.None);
        bench.Start("evil.exe");
        await bench.EvaluateAsync();

        bench.AllAlerts().Select(alert => alert.Number).ShouldBe([2, 1]);
        bench.Coverage.Gaps(DetectionBench.High).ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            row => row.Kind.ShouldBe(CoverageKind.Off), row => row.Range.ShouldBe(new(2, 2)), row => row.IsOpen.ShouldBeFalse());
    }

    [Fact]
    public async Task SetState_OffForAnAgency_OthersGoOn()
    {
        await using DetectionBench bench = await DetectionBench.StartAsync();

        RuleStateChange change = await bench.Catalog.SetStateAsync(DetectionBench.Analyst, DetectionBench.High, "X", enabled: false, CancellationToken.None);
        bench.Start("evil.exe", agency: "X");
        bench.Start("evil.exe", agency: "Y");
        await bench.EvaluateAsync();

        change.Rule!.ShouldSatisfyAllConditions(rule => rule.CityEnabled.ShouldBeTrue(), rule => rule.DisabledFor.ShouldBe(["X"]));
        bench.AllAlerts().Single().Agency.ShouldBe("Y");
        bench.Coverage.Gaps(DetectionBench.High).Single().Agency.ShouldBe("X");
    }

    [Fact]
    public async Task SetState_AfterARestart_IsAsItWasLeft()
    {
        await using DetectionBench bench = await DetectionBench.StartAsync();
        await bench.Catalog.SetStateAsync(DetectionBench.Analyst, DetectionBench.High, null, enabled: false, CancellationToken.None);

        await bench.RestartAsync();

        bench.Catalog.Find(DetectionBench.High)!.CityEnabled.ShouldBeFalse();
    }

    [Fact]
    public async Task SetState_IsInTheAudit()
    {
        await using DetectionBench bench = await DetectionBench.StartAsync();

        await bench.Catalog.SetStateAsync(DetectionBench.Analyst, DetectionBench.High, "X", enabled: false, CancellationToken.None);

        bench.Audit.List(AgencyScope.City, new(), 10, null).Items.First().ShouldSatisfyAllConditions(
            entry => entry.Action.ShouldBe("rule.disabled"), entry => entry.Actor.ShouldBe(DetectionBench.Analyst), entry => entry.Agency.ShouldBe("X"));
    }

    [Fact]
    public async Task SetState_UnknownRule_IsNotFound()
    {
        await using DetectionBench bench = await DetectionBench.StartAsync();

        RuleStateChange change = await bench.Catalog.SetStateAsync(DetectionBench.Analyst, "nobody", null, enabled: false, CancellationToken.None);

        change.Outcome.ShouldBe(RuleStateOutcome.NotFound);
    }

    [Fact]
    public async Task Find_RuleThatMatched_TellsItsHealth()
    {
        // One evaluation may take less than a tick.
        const int Events = 50;
        await using DetectionBench bench = await DetectionBench.StartAsync(new() { MeasureEvery = 1 });
        for (int i = 0; i < Events; i++)
            bench.Start("evil.exe");
        await bench.EvaluateAsync();
        RuleHealth live = bench.Catalog.Find(DetectionBench.High)!.Health;

        await bench.RestartAsync();

        live.ShouldSatisfyAllConditions(
            health => health.Matches.ShouldBe(Events),
            health => health.LastMatch.ShouldBe(bench.Time.GetUtcNow()),
            health => health.TimeSpent.ShouldBeGreaterThan(TimeSpan.Zero),
            health => health.CpuShare.ShouldBeInRange(double.Epsilon, 1));
        bench.Catalog.Find(DetectionBench.High)!.Health.ShouldBe(live with { CpuShare = 0 });
    }
}
