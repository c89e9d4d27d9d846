using System.Collections.Immutable;
using HueSoc.Storage.EventStore;
using HueSoc.Storage.Sqlite;
using HueSoc.Storage.Tenancy;
using Microsoft.Extensions.Logging.Abstractions;

namespace HueSoc.Storage.Tests.EventStore;

/// <summary>The process is killed: what was acknowledged is there once, and the numbers have no hole.</summary>
public sealed class SqliteEventStoreCrashTests : IDisposable
{
    private readonly TempFolder folder = new();
    private readonly TestClock clock = new(Sample.Noon);

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task AppendAsync_KilledAgainAndAgain_AcknowledgedEventsAreThereOnceAndNumbersAreDense()
    {
        Dictionary<int, long> acknowledged = [];
        Random random = new(5);
        for (int round = 0; round < 5; round++)
        {
            // The next child sends again some of what the one before had sent, acknowledged or not.
            using AppendingChild child = AppendingChild.Start("append", folder.Path, Math.Max(0, acknowledged.Count - 700));
            foreach ((long sequence, int number) in child.KillAfter(random.Next(200, 3_000)))
            {
                acknowledged.TryGetValue(number, out long before).ShouldBe(before != 0);
                (before == 0 || before == sequence).ShouldBeTrue();
                acknowledged[number] = sequence;
            }

            await Check(acknowledged);
        }

        acknowledged.Count.ShouldBeGreaterThan(1_000);
    }

    [Fact]
    public async Task AppendAsync_KilledBetweenTwoFiles_NoHoleAndTheRetryFillsUp()
    {
        Dictionary<int, long> acknowledged = [];
        using (AppendingChild child = AppendingChild.Start("append-and-die-between-files", folder.Path, 0))
        {
            foreach ((long sequence, int number) in child.KillAfter(int.MaxValue))
                acknowledged[number] = sequence;
        }

        await Check(acknowledged);
        await using SqliteEventStore store = Open();
        EventToAppend[] all = AppendingChild.Batch(0, 1_000);

        ImmutableArray<AppendResult> results = await store.AppendAsync(all, default);

        // Five commits of half a batch of 50 were on disk, the last of them the first file of a batch.
        results.Count(r => r.Outcome == AppendOutcome.Duplicate).ShouldBe(125);
        results.Select(r => r.Sequence).Order().ShouldBe(Enumerable.Range(1, 1_000).Select(i => (long)i));
    }

    private SqliteEventStore Open() => SqliteEventStore.Open(new() { Folder = folder.Path, ReserveFreeBytes = 0 }, clock, NullLogger.Instance);

    private async Task Check(Dictionary<int, long> acknowledged)
    {
        await using SqliteEventStore store = Open();
        (await store.CheckAsync(default)).ShouldBeEmpty();
        Dictionary<EventKey, long> stored = [];
        EventCursor cursor = EventCursor.Start;
        long expected = 1;
        while (true)
        {
            EventSlice slice = await store.ReadAsync(cursor, 5_000, null, default);
            slice.Missing.ShouldBeEmpty();
            foreach (StoredEvent e in slice.Events)
            {
                e.Sequence.ShouldBe(expected++);
                stored.Add(e.Key, e.Sequence);
            }

            if (slice.Next == cursor)
                break;
            cursor = slice.Next;
        }

        foreach ((int number, long sequence) in acknowledged)
            stored[AppendingChild.Batch(number, 1)[0].Key].ShouldBe(sequence);
        // Counted without a look at the events.
        EventSearch all = new() { Scope = AgencyScope.City, Range = new(Sample.Noon.AddDays(-30), Sample.Noon.AddDays(30)), Deadline = TimeSpan.FromMinutes(5) };
        EventHistogram histogram = await store.GetHistogramAsync(all, TimeSpan.FromHours(1), default);
        histogram.Buckets.Sum(b => b.Count).ShouldBe(stored.Count);
    }
}
