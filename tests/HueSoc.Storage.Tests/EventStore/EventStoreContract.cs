using System.Collections.Immutable;
using System.Text;
using HueSoc.Storage.EventStore;
using HueSoc.Storage.Tenancy;

namespace HueSoc.Storage.Tests.EventStore;

/// <summary>What every event store must do. An implementation inherits this, and is one when it passes.</summary>
public abstract class EventStoreContract : IAsyncLifetime
{
    private protected TestClock Clock { get; } = new(Sample.Noon);

    private protected IEventStore Store { get; set; } = null!;

    /// <summary>Opens the store on what is there from before, if anything.</summary>
    protected abstract ValueTask<IEventStore> OpenAsync();

    public virtual async Task InitializeAsync() => Store = await OpenAsync();

    public virtual async Task DisposeAsync() => await Store.DisposeAsync();

    [Fact]
    public async Task AppendAsync_NewEvents_StoredWithRisingNumbersInTheOrderOfTheBatch()
    {
        ImmutableArray<AppendResult> results = await Append(Sample.Events(0, 100));

        results.Select(r => r.Outcome).ShouldAllBe(o => o == AppendOutcome.Stored);
        results.Select(r => r.Sequence).ShouldBe(Enumerable.Range(1, 100).Select(i => (long)i));
    }

    [Fact]
    public async Task AppendAsync_SameEventAgain_DuplicateWithItsNumber()
    {
        EventToAppend e = Sample.Event(Sample.Id(Sample.Noon, 1));
        AppendResult first = (await Append(e))[0];

        (await Append(e))[0].ShouldBe(new AppendResult(AppendOutcome.Duplicate, first.Sequence, SameBytes: true));
    }

    [Fact]
    public async Task AppendAsync_SameKeyOtherBytes_DuplicateOfOtherBytes()
    {
        string id = Sample.Id(Sample.Noon, 1);
        AppendResult first = (await Append(Sample.Event(id, text: "one")))[0];

        (await Append(Sample.Event(id, text: "two two")))[0].ShouldBe(new AppendResult(AppendOutcome.Duplicate, first.Sequence, SameBytes: false));
    }

    [Fact]
    public async Task AppendAsync_TwiceInOneBatch_StoredOnce()
    {
        EventToAppend e = Sample.Event(Sample.Id(Sample.Noon, 1));

        ImmutableArray<AppendResult> results = await Append(e, Sample.Event(Sample.Id(Sample.Noon, 2)), e);

        results.Select(r => r.Outcome).ShouldBe([AppendOutcome.Stored, AppendOutcome.Stored, AppendOutcome.Duplicate]);
        (await ReadAll()).Count.ShouldBe(2);
    }

    [Fact]
    public async Task AppendAsync_SamePositionOtherBytes_BothStored()
    {
        // The bytes are part of an agent's id.
        ImmutableArray<AppendResult> results = await Append(Sample.Event(Sample.Id(Sample.Noon, 1), text: "a"), Sample.Event(Sample.Id(Sample.Noon, 2), text: "b"));

        results.Select(r => r.Outcome).ShouldAllBe(o => o == AppendOutcome.Stored);
    }

    [Fact]
    public async Task AppendAsync_SameIdOfAnotherSender_BothStored()
    {
        ImmutableArray<AppendResult> results = await Append(Sample.Event("4711", sender: "key:one"), Sample.Event("4711", sender: "key:two"));

        results.Select(r => r.Outcome).ShouldAllBe(o => o == AppendOutcome.Stored);
    }

    [Fact]
    public async Task AppendAsync_RetryBehindMidnight_Duplicate()
    {
        Clock.Now = Sample.Noon.AddHours(12).AddSeconds(-1);
        EventToAppend[] events = [Sample.Event(Sample.Id(Clock.Now, 1)), Sample.Event("of-a-shipper", sender: "key:k")];
        await Append(events);
        Clock.Now = Clock.Now.AddSeconds(2);

        (await Append(events)).Select(r => r.Outcome).ShouldAllBe(o => o == AppendOutcome.Duplicate);
    }

    [Fact]
    public async Task AppendAsync_RetryTwoDaysLater_Duplicate()
    {
        EventToAppend[] events = [Sample.Event(Sample.Id(Clock.Now, 1)), Sample.Event("of-a-shipper", sender: "key:k")];
        await Append(events);
        for (int day = 1; day <= 2; day++)
        {
            Clock.Now = Sample.Noon.AddDays(day);
            await Append(Sample.Event($"of day {day}", sender: "key:k"));
        }

        (await Append(events)).Select(r => r.Outcome).ShouldAllBe(o => o == AppendOutcome.Duplicate);
    }

    [Theory]
    [InlineData(-1000)]
    [InlineData(-91)]
    [InlineData(2)]
    [InlineData(400)]
    public async Task AppendAsync_DayOutOfRange_StoredOnceAlsoWhenItsDayComes(int days)
    {
        DateTimeOffset day = Sample.Noon.AddDays(days);
        EventToAppend[] events = Sample.Events(0, 3, day);

        (await Append(events)).ShouldAllBe(r => r.Outcome == AppendOutcome.Stored);
        (await Append(events)).ShouldAllBe(r => r.Outcome == AppendOutcome.Duplicate);
        Clock.Now = day;
        (await Append(events)).ShouldAllBe(r => r.Outcome == AppendOutcome.Duplicate);
    }

    [Fact]
    public async Task AppendAsync_BadEvents_RejectedAndTheirNeighboursStored()
    {
        EventToAppend good = Sample.Event(Sample.Id(Sample.Noon, 1));
        ImmutableArray<AppendResult> results = await Append(
            good with { Key = new("agent:a", new string('x', 513)) },
            good with { Key = new(string.Empty, "1") },
            good with { Document = Encoding.UTF8.GetBytes("[1]") },
            good);

        results.Select(r => r.Outcome).ShouldBe([AppendOutcome.Rejected, AppendOutcome.Rejected, AppendOutcome.Rejected, AppendOutcome.Stored]);
        results.Take(3).ShouldAllBe(r => !string.IsNullOrEmpty(r.Reason));
    }

    [Fact]
    public async Task AppendAsync_ManyAtOnce_EachStoredOnceAndNumbersAreDense()
    {
        EventToAppend[] events = Sample.Events(0, 2_000);
        ImmutableArray<AppendResult>[] results = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(async () =>
        {
            List<AppendResult> all = [];
            // Everyone sends everything, in an order of his own.
            foreach (EventToAppend[] batch in events.OrderBy(e => HashCode.Combine(e.Key.Id.GetHashCode(StringComparison.Ordinal), i)).Chunk(50))
                all.AddRange(await Store.AppendAsync(batch, default));
            return all.ToImmutableArray();
        })));

        results.SelectMany(r => r).Count(r => r.Outcome == AppendOutcome.Stored).ShouldBe(2_000);
        results.SelectMany(r => r).Count(r => r.Outcome == AppendOutcome.Duplicate).ShouldBe(14_000);
        List<StoredEvent> stored = await ReadAll();
        stored.Select(e => e.Sequence).ShouldBe(Enumerable.Range(1, 2_000).Select(i => (long)i));
        stored.Select(e => e.Key).Distinct().Count().ShouldBe(2_000);
    }

    [Fact]
    public async Task ReadAsync_Events_GivesBackWhatWasAppended()
    {
        EventToAppend e = Sample.Event(Sample.Id(Sample.Noon, 1), text: "thư viện \\u0000 \\ud83d\\ude00");
        await Append(e);
        await Reopen();

        StoredEvent read = (await ReadAll()).ShouldHaveSingleItem();

        read.Document.ToArray().ShouldBe(e.Document.ToArray());
        (read.Key, read.Agency, read.Timestamp, read.Ingested).ShouldBe((e.Key, e.Agency, e.Timestamp, e.Ingested));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ReadAsync_InSmallSteps_EveryEventOnceOverAllDays(bool reopened)
    {
        for (int round = 0; round < 6; round++)
            await Append([.. Sample.Events(round * 100, 10), .. Sample.Events((round * 100) + 50, 10, Sample.Noon.AddDays(-1))]);
        if (reopened)
            await Reopen();

        (await ReadAll(limit: 7)).Select(e => e.Sequence).ShouldBe(Enumerable.Range(1, 120).Select(i => (long)i));
    }

    [Fact]
    public async Task ReadAsync_Within_PassesOverWhatLiesOutsideAndReachesTheHead()
    {
        await Append(Sample.Events(0, 100));
        await Reopen();
        TimeRange range = new(Sample.Noon.AddMilliseconds(30), Sample.Noon.AddMilliseconds(40));

        EventSlice slice = await Store.ReadAsync(EventCursor.Start, 1000, range, default);

        slice.Events.Select(e => e.Sequence).ShouldBe(Enumerable.Range(31, 10).Select(i => (long)i));
        slice.Next.ShouldBe(await Store.GetHeadAsync(default));
    }

    [Fact]
    public async Task ReadAsync_AtTheHead_NothingAndTheSameCursor()
    {
        await Append(Sample.Events(0, 3));
        EventCursor head = await Store.GetHeadAsync(default);

        EventSlice slice = await Store.ReadAsync(head, 10, null, default);

        slice.Events.ShouldBeEmpty();
        slice.Next.ShouldBe(head);
    }

    [Fact]
    public async Task ReadAsync_CursorOfSomethingElse_Throws() =>
        await Should.ThrowAsync<ArgumentException>(async () => await Store.ReadAsync(new("elsewhere"), 10, null, default));

    [Fact]
    public async Task WaitAsync_AtTheHead_CompletesWithTheNextAppend()
    {
        await Append(Sample.Events(0, 3));
        Task waiting = Store.WaitAsync(await Store.GetHeadAsync(default), default);
        waiting.IsCompleted.ShouldBeFalse();

        await Append(Sample.Events(3, 1));

        await waiting;
    }

    [Fact]
    public async Task WaitAsync_Cancelled_Ends()
    {
        using CancellationTokenSource cancel = new();
        Task waiting = Store.WaitAsync(EventCursor.Start, cancel.Token);
        await cancel.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(waiting);
    }

    [Fact]
    public async Task GetAsync_ByKey_OnlyInScope()
    {
        EventToAppend own = Sample.Event(Sample.Id(Sample.Noon, 1), agency: "H57.01");
        EventToAppend city = Sample.Event("4711", sender: "huesoc", agency: string.Empty);
        await Append(own, city);
        AgencyScope x = AgencyScope.Of(["H57.01"]);
        AgencyScope y = AgencyScope.Of(["H57.02"]);

        (await Store.GetAsync(x, own.Key, default)).ShouldNotBeNull().Document.ToArray().ShouldBe(own.Document.ToArray());
        (await Store.GetAsync(y, own.Key, default)).ShouldBeNull();
        (await Store.GetAsync(x, city.Key, default)).ShouldBeNull();
        (await Store.GetAsync(AgencyScope.City, city.Key, default)).ShouldNotBeNull();
        (await Store.GetAsync(AgencyScope.City, new("agent:other", own.Key.Id), default)).ShouldBeNull();
    }

    [Fact]
    public async Task SearchAsync_Scope_OnlyItsEvents()
    {
        await Append(Sample.Event(Sample.Id(Sample.Noon, 1), agency: "H57.01"), Sample.Event(Sample.Id(Sample.Noon, 2), agency: "H57.02"), Sample.Event("c", sender: "huesoc", agency: string.Empty));
        EventSearch search = new() { Scope = AgencyScope.Of(["H57.01"]), Range = new(Sample.Noon.AddDays(-1), Sample.Noon.AddDays(1)) };

        (await Store.SearchAsync(search, default)).Events.ShouldHaveSingleItem().Agency.ShouldBe("H57.01");
        (await Store.SearchAsync(search with { Scope = AgencyScope.City }, default)).Events.Length.ShouldBe(3);
        (await Store.GetHistogramAsync(search, TimeSpan.FromHours(1), default)).Buckets.Sum(b => b.Count).ShouldBe(1);
        (await Store.GetTopValuesAsync(search, "organization.id", 10, default)).Values.Select(v => v.Value.ToUpperInvariant()).ShouldBe(["H57.01"]);
    }

    [Fact]
    public async Task DeleteDaysAsync_OldDays_GoneAndToldAsMissing()
    {
        await Append(Sample.Events(0, 10, Sample.Noon.AddDays(-5)));
        await Append(Sample.Events(10, 10));
        Clock.Now = Sample.Noon.AddDays(88);
        await Append(Sample.Events(20, 10, Clock.Now));

        ImmutableArray<DateOnly> deleted = await Store.DeleteDaysAsync(Day(Sample.Noon), default);

        deleted.ShouldBe([Day(Sample.Noon.AddDays(-5))]);
        EventSlice slice = await Store.ReadAsync(EventCursor.Start, 1000, null, default);
        slice.Events.Select(e => e.Sequence).ShouldBe(Enumerable.Range(11, 20).Select(i => (long)i));
        slice.Missing.ShouldBe([new SequenceRange(1, 10)]);
        await Reopen();
        (await Store.ReadAsync(EventCursor.Start, 1000, null, default)).Missing.ShouldBe([new SequenceRange(1, 10)]);
    }

    [Fact]
    public async Task DeleteDaysAsync_YoungerThanTheLawAllows_Kept()
    {
        await Append(Sample.Events(0, 10, Sample.Noon.AddDays(-5)));

        (await Store.DeleteDaysAsync(Day(Sample.Noon.AddDays(1)), default)).ShouldBeEmpty();

        (await ReadAll()).Count.ShouldBe(10);
    }

    [Fact]
    public async Task DeleteDaysAsync_Everything_NumbersAreNotGivenAgain()
    {
        await Append(Sample.Events(0, 10));
        Clock.Now = Sample.Noon.AddDays(200);
        await Store.DeleteDaysAsync(Day(Clock.Now), default);
        await Reopen();

        (await Append(Sample.Events(0, 1, Clock.Now)))[0].Sequence.ShouldBe(11);
    }

    [Fact]
    public async Task DeleteDaysAsync_OutOfRange_LosesOnlyWhatCameBefore()
    {
        DateTimeOffset far = Sample.Noon.AddDays(-1000);
        await Append([.. Sample.Events(0, 10, far).Select(e => e with { Ingested = Sample.Noon })]);
        Clock.Now = Sample.Noon.AddDays(100);
        await Append([.. Sample.Events(10, 10, far).Select(e => e with { Ingested = Clock.Now })]);

        await Store.DeleteDaysAsync(Day(Sample.Noon.AddDays(1)), default);

        (await ReadAll()).Select(e => e.Sequence).ShouldBe(Enumerable.Range(11, 10).Select(i => (long)i));
        (await Append([.. Sample.Events(10, 10, far).Select(e => e with { Ingested = Clock.Now })])).ShouldAllBe(r => r.Outcome == AppendOutcome.Duplicate);
    }

    [Fact]
    public async Task GetStatisticsAsync_Events_CountsThemByDay()
    {
        await Append([.. Sample.Events(0, 10), .. Sample.Events(100, 5, Sample.Noon.AddDays(-1)), .. Sample.Events(200, 2, Sample.Noon.AddDays(-900))]);

        EventStoreStatistics statistics = await Store.GetStatisticsAsync(default);

        (statistics.Events, statistics.LastSequence).ShouldBe((17, 17));
        statistics.Days.Select(d => (d.Day, d.Events, d.Readable)).ShouldBe(
            [(Day(Sample.Noon.AddDays(-1)), 5, true), (Day(Sample.Noon), 10, true), (null, 2, true)], ignoreOrder: true);
        statistics.Lost.ShouldBeEmpty();
        statistics.Bytes.ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task OpenAsync_Again_EverythingIsThereAndNumbersGoOn()
    {
        EventToAppend[] events = [.. Sample.Events(0, 10), Sample.Event("of-a-shipper", sender: "key:k")];
        await Append(events);
        await Reopen();

        (await Append(events)).ShouldAllBe(r => r.Outcome == AppendOutcome.Duplicate && r.SameBytes);
        (await Append(Sample.Events(10, 1)))[0].Sequence.ShouldBe(12);
    }

    private protected static DateOnly Day(DateTimeOffset moment) => DateOnly.FromDateTime(moment.UtcDateTime);

    private protected async Task Reopen()
    {
        await Store.DisposeAsync();
        Store = await OpenAsync();
    }

    private protected async Task<ImmutableArray<AppendResult>> Append(params EventToAppend[] events) => await Store.AppendAsync(events, default);

    private protected async Task<List<StoredEvent>> ReadAll(int limit = 1000)
    {
        List<StoredEvent> all = [];
        EventCursor cursor = EventCursor.Start;
        while (true)
        {
            EventSlice slice = await Store.ReadAsync(cursor, limit, null, default);
            if (slice.Next == cursor)
                return all;
            slice.Events.Count.ShouldBeLessThanOrEqualTo(limit);
            all.AddRange(slice.Events);
            cursor = slice.Next;
        }
    }
}
