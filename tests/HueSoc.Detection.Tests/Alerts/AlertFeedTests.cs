using HueSoc.Detection.Alerts;
using HueSoc.Detection.Tests.Bench;
using HueSoc.Storage.Tenancy;

namespace HueSoc.Detection.Tests.Alerts;

public sealed class AlertFeedTests
{
    private static readonly AgencyScope X = AgencyScope.Of(["X"]);

    [Fact]
    public async Task Subscribe_AlertRaisedAndChanged_TellsBothInOrder()
    {
        await using DetectionBench bench = await DetectionBench.StartAsync();
        bench.Feed.Tell();
        await using IAsyncEnumerator<AlertNotice> notices = Subscribe(bench, X, after: 0);
        bench.Start("evil.exe");
        await bench.EvaluateAsync();
        bench.Feed.Tell();
        AlertNotice raised = await NextAsync(notices);
        await bench.Desk.UpdateAsync(DetectionBench.Analyst, X, raised.Alert!.Id, null, new() { Assignee = "lan" }, CancellationToken.None);

        bench.Feed.Tell();
        AlertNotice changed = await NextAsync(notices);

        raised.Kind.ShouldBe(AlertNoticeKind.Raised);
        changed.Kind.ShouldBe(AlertNoticeKind.Changed);
        changed.Alert!.Assignee.ShouldBe("lan");
        changed.Change.ShouldBeGreaterThan(raised.Change);
    }

    [Fact]
    public async Task Subscribe_AlertOfAnotherAgency_IsNotTold()
    {
        await using DetectionBench bench = await DetectionBench.StartAsync();
        bench.Start("evil.exe", "Y");
        bench.Start("evil.exe", "X");
        await bench.EvaluateAsync();

        await using IAsyncEnumerator<AlertNotice> notices = Subscribe(bench, X, after: 0);
        AlertNotice first = await NextAsync(notices);

        first.Alert!.Agency.ShouldBe("X");
    }

    [Fact]
    public async Task Subscribe_ComesBack_GoesOnBehindTheLast()
    {
        await using DetectionBench bench = await DetectionBench.StartAsync();
        for (int i = 0; i < 5; i++)
            bench.Start("evil.exe");
        await bench.EvaluateAsync();

        await using IAsyncEnumerator<AlertNotice> notices = Subscribe(bench, X, after: 3);

        (await NextAsync(notices)).Change.ShouldBe(4);
        (await NextAsync(notices)).Change.ShouldBe(5);
    }

    [Fact]
    public async Task Subscribe_AwayTooLong_IsToldThatSomethingIsLeftOut()
    {
        await using DetectionBench bench = await DetectionBench.StartAsync();
        for (int i = 0; i < AlertFeed.Waiting + 10; i++)
            bench.Start("evil.exe");
        await bench.EvaluateAsync();

        await using IAsyncEnumerator<AlertNotice> notices = Subscribe(bench, X, after: 0);

        (await NextAsync(notices)).Kind.ShouldBe(AlertNoticeKind.Skipped);
        (await NextAsync(notices)).Change.ShouldBe(11);
    }

    [Fact]
    public async Task Read_SubscriberIsTooSlow_IsToldHowManyAreLeftOut()
    {
        AlertSubscriber subscriber = new(X, capacity: 2);
        await using DetectionBench bench = await DetectionBench.StartAsync();
        bench.Start("evil.exe");
        await bench.EvaluateAsync();
        Alert alert = bench.AllAlerts().Single();
        for (int i = 1; i <= 5; i++)
            subscriber.Offer(new(AlertNoticeKind.Raised, i, alert, 0));

        List<AlertNotice> read = [];
        await foreach (AlertNotice notice in subscriber.ReadAsync(CancellationToken.None))
        {
            read.Add(notice);
            if (notice.Kind == AlertNoticeKind.Skipped)
                break;
        }

        read.Select(notice => notice.Change).ShouldBe([1, 2, 5]);
        read[^1].Skipped.ShouldBe(3);
    }

    private static IAsyncEnumerator<AlertNotice> Subscribe(DetectionBench bench, AgencyScope scope, long? after) =>
        bench.Feed.SubscribeAsync(scope, after, CancellationToken.None).GetAsyncEnumerator();

    private static async Task<AlertNotice> NextAsync(IAsyncEnumerator<AlertNotice> notices)
    {
        (await notices.MoveNextAsync()).ShouldBeTrue();
        return notices.Current;
    }
}
