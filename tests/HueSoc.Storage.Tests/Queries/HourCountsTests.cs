using HueSoc.Storage.EventStore;
using HueSoc.Storage.Sqlite;
using HueSoc.Storage.Tenancy;
using HueSoc.Storage.Tests.EventStore;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace HueSoc.Storage.Tests.Queries;

/// <summary>The counts by hour that a day's file keeps are what counting its events gives, whatever happened to them.</summary>
public sealed class HourCountsTests : IDisposable
{
    private const int Count = 2_000;

    private readonly TempFolder folder = new();
    private readonly EventToAppend[] events;

    public HourCountsTests()
    {
        Random random = new(3);
        // Some happened long before the day that their id names, and before 1970.
        events =
        [
            .. Enumerable.Range(0, Count).Select(i => Sample.Event(
                Sample.Id(Sample.Noon.AddDays(-(i % 3)), i),
                agency: RandomEvents.Agencies[random.Next(3)],
                at: i % 50 == 0 ? DateTimeOffset.UnixEpoch.AddSeconds(random.Next(-200_000, 200_000)) : Sample.Noon.AddSeconds(random.Next(-300_000, 40_000)))),
        ];
    }

    public static TheoryData<int, int, int> Cuts()
    {
        TheoryData<int, int, int> data = [];
        foreach (int minutes in (int[])[60, 6 * 60, 24 * 60, 90, 7])
        {
            foreach ((int from, int to) in ((int, int)[])[(-72 * 60, 24 * 60), (-1003, 499), (-30, 29), (15, 20), (0, 60), (-29_584_000, 24 * 60)])
                data.Add(minutes, from, to);
        }

        return data;
    }

    public void Dispose() => folder.Dispose();

    [Theory]
    [MemberData(nameof(Cuts))]
    public async Task Histogram_AnyBucketAndRange_AsModel(int minutes, int fromMinutes, int toMinutes)
    {
        await using SqliteEventStore store = Open();
        await store.AppendAsync(events, default);
        TimeRange range = new(Sample.Noon.AddMinutes(fromMinutes), Sample.Noon.AddMinutes(toMinutes));
        foreach (AgencyScope scope in (AgencyScope[])[AgencyScope.City, AgencyScope.Of(["H57.01"]), AgencyScope.Of(["H57.01", "H57.02"])])
        {
            EventHistogram answer = await store.GetHistogramAsync(SearchFixture.Search("*", scope, range), TimeSpan.FromMinutes(minutes), default);
            TopValues agencies = await store.GetTopValuesAsync(SearchFixture.Search("*", scope, range), "organization.id", 5, default);
            TopValues hosts = await store.GetTopValuesAsync(SearchFixture.Search("*", scope, range), "user.name", 5, default);

            EventToAppend[] expected = [.. events.Where(e => scope.Allows(e.Agency) && range.Contains(e.Timestamp))];
            answer.Buckets.Select(b => (b.Start, b.Count)).ShouldBe(Model(expected, TimeSpan.FromMinutes(minutes)));
            agencies.Values.Sum(v => v.Count).ShouldBe(expected.Count(e => e.Agency.Length > 0));
            agencies.Missing.ShouldBe(expected.Count(e => e.Agency.Length == 0));
            hosts.Missing.ShouldBe(expected.Length);
        }
    }

    [Fact]
    public async Task Histogram_SentTwiceInPartsAndAfterReopening_EachCountedOnce()
    {
        await using (SqliteEventStore store = Open())
        {
            foreach (EventToAppend[] batch in events.Chunk(70))
                await store.AppendAsync([.. batch, .. batch], default);
        }

        await using SqliteEventStore again = Open();
        (await again.AppendAsync(events, default)).ShouldAllBe(r => r.Outcome == AppendOutcome.Duplicate);

        await IsAsModel(again, events);
        (await again.CheckAsync(default)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Histogram_DaysDeleted_TheirEventsAreNotCounted()
    {
        await using SqliteEventStore store = Open();
        await store.AppendAsync(events, default);

        (await store.DeleteDaysAsync(new(2026, 3, 14), default)).Length.ShouldBe(2);

        await IsAsModel(store, events.Where(e => e.Key.Id.StartsWith("20260314", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("UPDATE hours SET events = events + 1 WHERE hour = (SELECT min(hour) FROM hours)")]
    [InlineData("DELETE FROM hours")]
    [InlineData("INSERT INTO hours VALUES (1, 'X', 1)")]
    [InlineData("DROP TABLE hours")]
    public async Task CheckAsync_CountsWrong_FoundAndRightAfterTheRepair(string harm)
    {
        await using (SqliteEventStore store = Open())
            await store.AppendAsync(events, default);
        using (SqliteConnection connection = new(new SqliteConnectionStringBuilder { DataSource = DayPath, Pooling = false }.ConnectionString))
        {
            connection.Open();
            SqliteText.Execute(connection, harm);
        }

        await using SqliteEventStore repaired = Open();
        await repaired.CheckAsync(default);
        while ((await repaired.GetStatisticsAsync(default)).Days.Any(d => !d.Readable))
            await Task.Yield();

        await IsAsModel(repaired, events);
        (await repaired.CheckAsync(default)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Histogram_MoreWasWrittenSinceTheMomentOfTheAnswer_NotCounted()
    {
        EventToAppend[] ofOneDay = [.. events.Where(e => e.Key.Id.StartsWith("20260314", StringComparison.Ordinal))];
        await using (SqliteEventStore store = Open())
            await store.AppendAsync(ofOneDay, default);
        using DayFileReader reader = DayFileReader.Open(DayPath, new(2026, 3, 14));
        reader.MinTime = long.MinValue;
        reader.MaxTime = long.MaxValue;
        reader.Horizon = 100;
        BucketCounts counts = new(TimeSpan.TicksPerHour);

        (BucketCounts found, bool isCut) = SearchHistogram.Count(
            reader, SearchFixture.Search("*", range: Always), TimeSpan.TicksPerHour, new SearchDeadline(TimeProvider.System, TimeSpan.FromMinutes(5), default));
        counts.Add(found);

        isCut.ShouldBeFalse();
        counts.Answer(TimeSpan.FromHours(1), isCut: false, []).Buckets.Select(b => (b.Start, b.Count)).ShouldBe(Model(ofOneDay.Take(100), TimeSpan.FromHours(1)));
    }

    private static TimeRange Always { get; } = new(DateTimeOffset.UnixEpoch.AddDays(-30), Sample.Noon.AddDays(30));

    private string DayPath => Path.Combine(folder.Path, "events", "2026-03-14.db");

    private SqliteEventStore Open() => SqliteEventStore.Open(
        new() { Folder = folder.Path, ReserveFreeBytes = 0, MinimumRetentionDays = 0, RetentionDays = 90 }, new TestClock(Sample.Noon), NullLogger.Instance);

    private static async Task IsAsModel(SqliteEventStore store, IEnumerable<EventToAppend> expected)
    {
        EventHistogram answer = await store.GetHistogramAsync(SearchFixture.Search("*", range: Always), TimeSpan.FromHours(1), default);

        answer.Unreadable.ShouldBeEmpty();
        answer.Buckets.Select(b => (b.Start, b.Count)).ShouldBe(Model(expected, TimeSpan.FromHours(1)));
    }

    private static IEnumerable<(DateTimeOffset Start, long Count)> Model(IEnumerable<EventToAppend> expected, TimeSpan bucket) =>
        expected.GroupBy(e => e.Timestamp.AddTicks(-((((e.Timestamp - DateTimeOffset.UnixEpoch).Ticks % bucket.Ticks) + bucket.Ticks) % bucket.Ticks)))
            .OrderBy(group => group.Key).Select(group => (group.Key, (long)group.Count()));
}
