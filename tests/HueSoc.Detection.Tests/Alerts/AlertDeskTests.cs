using System.Collections.Immutable;
using HueSoc.Detection.Alerts;
using HueSoc.Detection.Tests.Bench;
using HueSoc.Sigma.Rules;
using HueSoc.Storage.Control;
using HueSoc.Storage.Control.Audit;
using HueSoc.Storage.Tenancy;

namespace HueSoc.Detection.Tests.Alerts;

public sealed class AlertDeskTests
{
    private static readonly AgencyScope X = AgencyScope.Of(["X"]);
    private static readonly AgencyScope Y = AgencyScope.Of(["Y"]);

    [Fact]
    public async Task Update_EveryAct_IsInHistoryAndAudit()
    {
        await using DetectionBench bench = await WithAlertsAsync(("evil.exe", "X"));
        string id = bench.AllAlerts().Single().Id;

        AlertUpdate update = await bench.Desk.UpdateAsync(
            DetectionBench.Analyst, X, id, 1, new() { State = AlertState.Acknowledged, Assignee = "lan", AddTags = ["vip"], Comment = "looking" },
            CancellationToken.None);

        update.Outcome.ShouldBe(AlertOutcome.Updated);
        AlertDetails details = bench.Desk.Find(X, id)!;
        details.History.Select(entry => entry.Action).ShouldBe(["alert.acknowledged", "alert.assigned", "alert.tagged", "alert.commented"]);
        details.Comments.Single().ShouldBe(new(bench.Time.GetUtcNow(), "lan", "looking"));
        details.Alert.Tags.ShouldBe(["vip"]);
        details.Alert.Version.ShouldBe(2);
        bench.Audit.List(AgencyScope.City, new(), 10, null).Items.Where(entry => entry.Subject == $"alert:{id}").Select(entry => entry.Action)
            .ShouldBe(["alert.commented", "alert.tagged", "alert.assigned", "alert.acknowledged"]);
        bench.Audit.Verify([]).IsSound.ShouldBeTrue();
    }

    [Fact]
    public async Task Update_SomebodyElseWasFirst_IsAConflictAndChangesNothing()
    {
        await using DetectionBench bench = await WithAlertsAsync(("evil.exe", "X"));
        string id = bench.AllAlerts().Single().Id;
        await bench.Desk.UpdateAsync(DetectionBench.Analyst, X, id, 1, new() { Assignee = "lan" }, CancellationToken.None);

        AlertUpdate second = await bench.Desk.UpdateAsync(new("minh", ActorKind.Account), X, id, 1, new() { Assignee = "minh" }, CancellationToken.None);

        second.Outcome.ShouldBe(AlertOutcome.Conflict);
        second.Alert!.Assignee.ShouldBe("lan");
        bench.AllAlerts().Single().Assignee.ShouldBe("lan");
    }

    [Fact]
    public async Task Update_ManyAtTheSameTime_OnlyOneWins()
    {
        await using DetectionBench bench = await WithAlertsAsync(("evil.exe", "X"));
        string id = bench.AllAlerts().Single().Id;

        AlertUpdate[] updates = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => bench.Desk.UpdateAsync(
            new($"a{i}", ActorKind.Account), X, id, 1, new() { Assignee = $"a{i}" }, CancellationToken.None)));

        updates.Count(update => update.Outcome == AlertOutcome.Updated).ShouldBe(1);
        updates.Count(update => update.Outcome == AlertOutcome.Conflict).ShouldBe(7);
    }

    [Fact]
    public async Task Update_MoveThatIsNotAllowed_IsInvalidAndLeavesTheAlert()
    {
        await using DetectionBench bench = await WithAlertsAsync(("evil.exe", "X"));
        string id = bench.AllAlerts().Single().Id;

        AlertUpdate update = await bench.Desk.UpdateAsync(DetectionBench.Analyst, X, id, null, new() { State = AlertState.Closed, Comment = "x" }, CancellationToken.None);

        update.Outcome.ShouldBe(AlertOutcome.Invalid);
        bench.Desk.Find(X, id)!.ShouldSatisfyAllConditions(
            details => details.Alert.State.ShouldBe(AlertState.New), details => details.Comments.ShouldBeEmpty(), details => details.History.ShouldBeEmpty());
    }

    [Fact]
    public async Task EveryRoute_AnotherAgency_SeesNothing()
    {
        await using DetectionBench bench = await WithAlertsAsync(("evil.exe", "X"));
        string id = bench.AllAlerts().Single().Id;

        bench.Desk.List(Y, AlertFilter.All, 10, null).Items.ShouldBeEmpty();
        bench.Desk.Count(Y, AlertFilter.All).ShouldBeEmpty();
        bench.Desk.Find(Y, id).ShouldBeNull();
        (await bench.Desk.UpdateAsync(DetectionBench.Analyst, Y, id, null, new() { Assignee = "spy" }, CancellationToken.None))
            .ShouldSatisfyAllConditions(update => update.Outcome.ShouldBe(AlertOutcome.NotFound), update => update.Alert.ShouldBeNull());
        bench.Signals.List(Y, new(), 10, null).Items.ShouldBeEmpty();
        bench.Signals.Count(Y, new()).ShouldBe(0);
        bench.Signals.Find(Y, id).ShouldBeNull();
        bench.Signals.Find(X, id).ShouldNotBeNull();
    }

    [Fact]
    public async Task UpdateMany_OneCannotBeChanged_TheOthersAre()
    {
        await using DetectionBench bench = await WithAlertsAsync(("evil.exe", "X"), ("evil.exe", "X"), ("evil.exe", "Y"));
        ImmutableArray<Alert> alerts = bench.AllAlerts();
        AlertReference[] references = [.. alerts.Select(alert => new AlertReference(alert.Id, alert.Number == 1 ? 99 : 1)), new("nobody", null)];

        ImmutableArray<AlertUpdateResult> results = await bench.Desk.UpdateManyAsync(
            DetectionBench.Analyst, X, [.. references], new() { State = AlertState.InProgress }, CancellationToken.None);

        results.Select(result => result.Update.Outcome).ShouldBe([AlertOutcome.NotFound, AlertOutcome.Updated, AlertOutcome.Conflict, AlertOutcome.NotFound]);
        results.Select(result => result.Id).ShouldBe(references.Select(reference => reference.Id));
    }

    [Fact]
    public async Task List_PageByPage_GivesEveryAlertOnce()
    {
        await using DetectionBench bench = await WithAlertsAsync([.. Enumerable.Repeat(("evil.exe", "X"), 7)]);
        List<long> numbers = [];
        string? after = null;
        do
        {
            Page<Alert> page = bench.Desk.List(X, AlertFilter.All, 3, after);
            numbers.AddRange(page.Items.Select(alert => alert.Number));
            after = page.Next;
        }
        while (after is not null);

        numbers.ShouldBe([7, 6, 5, 4, 3, 2, 1]);
    }

    [Fact]
    public async Task List_PlaceOfAnotherList_IsRefused()
    {
        await using DetectionBench bench = await WithAlertsAsync(("evil.exe", "X"));

        Should.Throw<ArgumentException>(() => bench.Desk.List(X, AlertFilter.All, 3, "1 OR 1=1"));
    }

    [Theory]
    [InlineData("level", 1)]
    [InlineData("rule", 2)]
    [InlineData("agency", 2)]
    [InlineData("host", 1)]
    [InlineData("text", 2)]
    [InlineData("percent", 0)]
    [InlineData("state", 3)]
    [InlineData("assignee", 3)]
    [InlineData("tag", 0)]
    [InlineData("time", 3)]
    [InlineData("drill", 3)]
    public async Task List_Filtered_GivesWhatFits(string by, int expected)
    {
        await using DetectionBench bench = await DetectionBench.StartAsync();
        bench.Start("evil.exe", "X", "PC-1");
        bench.Start("evil.exe", "Y", "PC-2");
        bench.Start("odd.exe", "X", "PC-3");
        await bench.EvaluateAsync();
        DateTimeOffset now = bench.Time.GetUtcNow();
        AlertFilter filter = by switch
        {
            "level" => new() { Levels = [SigmaLevel.Medium] },
            "rule" => new() { RuleIds = [DetectionBench.High] },
            "agency" => new() { Agency = "X" },
            "host" => new() { Host = "PC-3" },
            "text" => new() { Text = "EVIL" },
            "percent" => new() { Text = "%" },
            "state" => new() { States = [AlertState.New] },
            "assignee" => new() { Assignee = string.Empty },
            "tag" => new() { Tag = "vip" },
            "time" => new() { Range = new(now, now.AddSeconds(1)) },
            _ => new() { Drill = string.Empty },
        };

        bench.Desk.List(AgencyScope.City, filter, 10, null).Items.Length.ShouldBe(expected);
        bench.Desk.Count(AgencyScope.City, filter).Sum(count => count.Count).ShouldBe(expected);
    }

    [Theory]
    [InlineData("Đăng nhập lạ", "đăng nhập", 1)]
    [InlineData("Đăng nhập lạ", "ĐĂNG NHẬP LẠ", 1)]
    [InlineData("đăng nhập lạ", "Đăng Nhập", 1)]
    [InlineData("Đăng nhập lạ", "đa\u0306ng nha\u0323\u0302p", 1)]
    [InlineData("Đa\u0306ng nha\u0323\u0302p lạ", "đăng nhập", 1)]
    [InlineData("Đăng nhập lạ", "dang nhap", 0)]
    [InlineData("Đăng nhập lạ", "nhập%lạ", 0)]
    [InlineData("Đăng nhập lạ", "hue\\hằng", 1)]
    [InlineData("Đăng nhập lạ", "hue\\\\hằng", 0)]
    public async Task List_ByText_TakesItInAnyCaseAndEitherWayOfWritingDiacritics(string title, string text, int expected)
    {
        await using DetectionBench bench = await DetectionBench.StartAsync();
        bench.WriteRule("correlation.yml", $$"""
            title: {{title}}
            id: 22222222-0000-4000-8000-000000000001
            level: high
            correlation:
                type: event_count
                rules: [{{DetectionBench.High}}]
                group-by: [User]
                timespan: 10m
                condition: {gte: 1}
            """);
        await bench.Catalog.ReloadAsync(DetectionBench.Analyst, CancellationToken.None);
        bench.Start("evil.exe", user: "HUE\\Hằng");
        await bench.EvaluateAsync();

        bench.Desk.List(AgencyScope.City, new() { Text = text }, 10, null).Items.Length.ShouldBe(expected);
    }

    [Fact]
    public async Task Find_StoreHasForgottenTheEvent_StillShowsIt()
    {
        await using DetectionBench bench = await WithAlertsAsync(("evil.exe", "X"));
        string id = bench.AllAlerts().Single().Id;

        AlertEvidence evidence = bench.Desk.Find(X, id)!.Evidence.Single();

        System.Text.Encoding.UTF8.GetString(evidence.Document!.Value.Span).ShouldContain("evil.exe");
        evidence.Matched.ShouldContain(field => field.Field == "Image");
    }

    private static async Task<DetectionBench> WithAlertsAsync(params (string Program, string Agency)[] programs)
    {
        DetectionBench bench = await DetectionBench.StartAsync();
        foreach ((string program, string agency) in programs)
            bench.Start(program, agency);
        await bench.EvaluateAsync();
        return bench;
    }
}
