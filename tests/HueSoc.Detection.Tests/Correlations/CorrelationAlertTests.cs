using HueSoc.Detection.Alerts;
using HueSoc.Detection.Tests.Bench;
using HueSoc.Storage.Tenancy;

namespace HueSoc.Detection.Tests.Correlations;

public sealed class CorrelationAlertTests
{
    private const string Often = "22222222-0000-4000-8000-000000000001";
    private const string Everywhere = "22222222-0000-4000-8000-000000000002";
    private const string Seldom = "22222222-0000-4000-8000-000000000003";
    private static readonly DateTimeOffset Begin = new(2026, 11, 20, 7, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Step_CountIsReached_RaisesOneAlertWithAllItsEvents()
    {
        await using DetectionBench bench = await WithAsync(Correlation(Often, "Odd programs often", "event_count", "gte: 3"));
        for (int i = 0; i < 4; i++)
        {
            bench.Start("odd.exe", at: Begin.AddMinutes(i));
            await bench.EvaluateAsync();
        }

        Alert alert = bench.AllAlerts().ShouldHaveSingleItem();
        alert.ShouldSatisfyAllConditions(
            a => a.Kind.ShouldBe(AlertKind.Correlation), a => a.RuleId.ShouldBe(Often), a => a.Agency.ShouldBe("X"), a => a.Events.ShouldBe(4),
            a => a.FirstEvent.ShouldBe(Begin), a => a.LastEvent.ShouldBe(Begin.AddMinutes(3)), a => a.Host.ShouldBe("PC-1"));
        bench.Desk.Find(AgencyScope.City, alert.Id)!.Evidence.Length.ShouldBe(4);
    }

    [Fact]
    public async Task Step_RuleThatACorrelationBuildsOn_MakesSignalsAndNoAlerts()
    {
        await using DetectionBench bench = await WithAsync(Correlation(Often, "Odd programs often", "event_count", "gte: 3"));
        bench.Start("odd.exe", at: Begin);

        await bench.EvaluateAsync();

        bench.AllSignals().ShouldContain(signal => signal.RuleId == DetectionBench.Medium);
        bench.AllAlerts().ShouldBeEmpty();
    }

    [Fact]
    public async Task Step_EarlierEventsOfAFiring_AreFetchedFromTheStore()
    {
        await using DetectionBench bench = await WithAsync(Correlation(Often, "Odd programs often", "event_count", "gte: 3"));
        for (int i = 0; i < 3; i++)
        {
            bench.Start("odd.exe", at: Begin.AddMinutes(i));
            await bench.EvaluateAsync();
        }

        EvidenceKeeper keeper = new(bench.Store, bench.Database, bench.Time, Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance);
        string id = bench.AllAlerts().Single().Id;
        int before = bench.Desk.Find(AgencyScope.City, id)!.Evidence.Count(evidence => evidence.Document is null);
        await keeper.StepAsync(CancellationToken.None);

        before.ShouldBe(2);
        bench.Desk.Find(AgencyScope.City, id)!.Evidence.ShouldAllBe(evidence => evidence.Document != null);
    }

    [Fact]
    public async Task Step_LateEvent_JoinsTheClosedAlertAndDoesNotOpenIt()
    {
        await using DetectionBench bench = await WithAsync(Correlation(Often, "Odd programs often", "event_count", "gte: 3"));
        for (int i = 0; i < 3; i++)
            bench.Start("odd.exe", at: Begin.AddMinutes(i));
        await bench.EvaluateAsync();
        Alert raised = bench.AllAlerts().Single();
        await bench.Desk.UpdateAsync(
            DetectionBench.Analyst, AgencyScope.City, raised.Id, null,
            new() { State = AlertState.Closed, Resolution = AlertResolution.TruePositive, Reason = "done" }, CancellationToken.None);

        bench.Start("odd.exe", at: Begin.AddSeconds(30));
        await bench.EvaluateAsync();

        bench.AllAlerts().Single().ShouldSatisfyAllConditions(
            alert => alert.State.ShouldBe(AlertState.Closed), alert => alert.Events.ShouldBe(4), alert => alert.Version.ShouldBe(2));
    }

    [Fact]
    public async Task Step_ScopeOfTheCity_GivesTheCityAllAndEachAgencyItsOwn()
    {
        await using DetectionBench bench = await WithAsync(
            Correlation(Everywhere, "Odd programs everywhere", "event_count", "gte: 3") + "\nhuesoc.scope: city\n");
        bench.Start("odd.exe", "X", "PC-X1", Begin);
        bench.Start("odd.exe", "X", "PC-X2", Begin.AddMinutes(1));
        bench.Start("odd.exe", "Y", "PC-Y", Begin.AddMinutes(2));
        await bench.EvaluateAsync();

        AgencyScope y = AgencyScope.Of(["Y"]);
        Alert city = bench.AllAlerts().Single(alert => alert.Kind == AlertKind.Correlation);
        Alert notice = bench.Desk.List(y, AlertFilter.All, 10, null).Items.ShouldHaveSingleItem();

        city.ShouldSatisfyAllConditions(alert => alert.Agency.ShouldBe(string.Empty), alert => alert.Events.ShouldBe(3));
        notice.ShouldSatisfyAllConditions(
            alert => alert.Kind.ShouldBe(AlertKind.Notice), alert => alert.Events.ShouldBe(1), alert => alert.Host.ShouldBe("PC-Y"),
            alert => alert.FirstEvent.ShouldBe(Begin.AddMinutes(2)));
        bench.Desk.Find(y, notice.Id)!.Evidence.ShouldHaveSingleItem().Agency.ShouldBe("Y");
        bench.Desk.Find(AgencyScope.City, notice.Id)!.Evidence.ShouldHaveSingleItem().Agency.ShouldBe("Y");
        bench.Desk.Find(y, city.Id).ShouldBeNull();
        bench.AllAlerts().Count(alert => alert.Kind == AlertKind.Notice).ShouldBe(2);
    }

    [Fact]
    public async Task Step_ConditionThatCanBecomeFalse_IsDecidedOnceByTheClock()
    {
        await using DetectionBench bench = await WithAsync(Correlation(Seldom, "Odd program alone", "event_count", "lt: 2"));
        bench.Time.Move(Begin - bench.Time.GetUtcNow());
        bench.Start("calc.exe", at: Begin);
        await bench.EvaluateAsync();
        bench.Start("odd.exe", at: Begin.AddSeconds(10));
        await bench.EvaluateAsync();
        int early = bench.AllAlerts().Length;

        bench.Time.Move(TimeSpan.FromHours(2));
        await bench.RestartAsync();
        await bench.EvaluateAsync();

        early.ShouldBe(0);
        bench.AllAlerts().ShouldHaveSingleItem().RuleId.ShouldBe(Seldom);
    }

    [Fact]
    public async Task Step_EventTooLateForADecidedWindow_IsCountedAndTakesNothingBack()
    {
        await using DetectionBench bench = await WithAsync(Correlation(Seldom, "Odd program alone", "event_count", "lt: 2"));
        bench.Time.Move(Begin - bench.Time.GetUtcNow());
        bench.Start("odd.exe", at: Begin);
        await bench.EvaluateAsync();
        bench.Time.Move(TimeSpan.FromHours(2));
        await bench.EvaluateAsync();
        Alert decided = bench.AllAlerts().ShouldHaveSingleItem();

        // Had it come in time, neither window would hold fewer than two.
        bench.Start("odd.exe", at: Begin);
        await bench.EvaluateAsync();
        bench.Time.Move(TimeSpan.FromHours(2));
        await bench.EvaluateAsync();

        bench.AllAlerts().ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            alert => alert.Id.ShouldBe(decided.Id), alert => alert.Version.ShouldBe(decided.Version), alert => alert.Events.ShouldBe(1));
        bench.Evaluator.Status.Correlations!.TooLate.ShouldBe(1);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Step_AnyOrderAnyBatchesAnyRestarts_TheSameAlertsAndEvidence(int seed)
    {
        string rule = Correlation(Often, "Odd programs often", "event_count", "gte: 3");
        Random random = new(seed);
        (int Id, string Agency, string User, DateTimeOffset At)[] events =
        [
            .. Enumerable.Range(0, 60).Select(i =>
                (i, random.Next(2) == 0 ? "X" : "Y", random.Next(2) == 0 ? "HUE\\an" : "HUE\\binh", Begin.AddSeconds(random.Next(3 * 3600)))),
        ];
        await using DetectionBench straight = await WithAsync(rule);
        foreach ((int id, string agency, string user, DateTimeOffset at) in events)
            Add(straight, id, agency, user, at);
        await straight.EvaluateAsync();

        await using DetectionBench shuffled = await WithAsync(rule);
        random.Shuffle(events);
        foreach ((int id, string agency, string user, DateTimeOffset at) in events)
        {
            Add(shuffled, id, agency, user, at);
            if (random.Next(4) == 0)
                await shuffled.EvaluateAsync();
            if (random.Next(15) == 0)
                await shuffled.RestartAsync();
        }

        await shuffled.EvaluateAsync();

        straight.AllAlerts().ShouldNotBeEmpty();
        Evidence(shuffled).ShouldBe(Evidence(straight));

        static void Add(DetectionBench bench, int id, string agency, string user, DateTimeOffset at) => bench.Store.Add(
            new("key:test", $"e{id}"), agency, at, bench.Time.GetUtcNow(),
            System.Text.Encoding.UTF8.GetBytes(
                $$"""{"Channel":"Microsoft-Windows-Sysmon/Operational","EventID":1,"Computer":"PC","Image":"C:\\odd.exe","User":"{{user.Replace("\\", "\\\\", StringComparison.Ordinal)}}"}"""));

        static string[] Evidence(DetectionBench bench) =>
        [
            .. bench.AllAlerts().SelectMany(alert => bench.Desk.Find(AgencyScope.City, alert.Id)!.Evidence
                .Select(evidence => $"{alert.Id} {alert.Events} {evidence.EventKey.Id}")).Order(StringComparer.Ordinal),
        ];
    }

    private static async Task<DetectionBench> WithAsync(string correlation)
    {
        DetectionBench bench = await DetectionBench.StartAsync();
        bench.WriteRule("correlation.yml", correlation);
        await bench.Catalog.ReloadAsync(DetectionBench.Analyst, CancellationToken.None);
        bench.Catalog.List().ShouldAllBe(rule => rule.Status == HueSoc.Detection.Rules.RuleStanding.Active);
        return bench;
    }

    private static string Correlation(string id, string title, string type, string condition) =>
        $$"""
        title: {{title}}
        id: {{id}}
        status: test
        level: high
        correlation:
            type: {{type}}
            rules:
                - {{DetectionBench.Medium}}
            group-by:
                - User
            timespan: 10m
            condition:
                {{condition}}
        """;
}
