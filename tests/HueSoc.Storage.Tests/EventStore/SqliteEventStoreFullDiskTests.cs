using System.Collections.Immutable;
using HueSoc.Storage.EventStore;
using HueSoc.Storage.Sqlite;
using HueSoc.Storage.Tenancy;
using Microsoft.Extensions.Logging.Abstractions;

namespace HueSoc.Storage.Tests.EventStore;

/// <summary>The disk is full: what cannot be stored is to be retried, what was acknowledged stays, and the store goes on when there is room.</summary>
public sealed class SqliteEventStoreFullDiskTests
{
    [Fact]
    public async Task AppendAsync_BelowTheReserve_RetryUntilThereIsRoom()
    {
        using TempFolder folder = new();
        long free = 10 << 20;
        StoreSeams seams = new() { FreeBytes = _ => free };
        await using SqliteEventStore store = SqliteEventStore.Open(
            new() { Folder = folder.Path, ReserveFreeBytes = 5 << 20 }, new TestClock(Sample.Noon), NullLogger.Instance, seams);
        EventToAppend[] events = Sample.Events(0, 10);

        free = 1 << 20;
        (await store.AppendAsync(events, default)).ShouldAllBe(r => r.Outcome == AppendOutcome.Retry && r.Reason != null);
        free = 10 << 20;
        (await store.AppendAsync(events, default)).Select(r => r.Sequence).ShouldBe(Enumerable.Range(1, 10).Select(i => (long)i));
    }

    [SmallDiskFact]
    public async Task AppendAsync_FileSystemFull_RetryThenEverythingStoredOnce()
    {
        using SmallDisk disk = SmallDisk.TryMake(12)!;
        SqliteEventStoreOptions options = new() { Folder = disk.Path, ReserveFreeBytes = 0, YoungBytes = 0 };
        string ballast = Path.Combine(disk.Path, "ballast");
        await File.WriteAllBytesAsync(ballast, new byte[6 << 20]);
        StoreSeams seams = new() { FreeBytes = _ => long.MaxValue };
        Dictionary<int, long> acknowledged = [];
        int retries = 0;
        await using (SqliteEventStore store = SqliteEventStore.Open(options, new TestClock(Sample.Noon), NullLogger.Instance, seams))
        {
            for (int at = 0; retries < 20; at += 100)
            {
                ImmutableArray<AppendResult> results = await store.AppendAsync(AppendingChild.Batch(at, 100), default);
                retries += results.All(r => r.Outcome == AppendOutcome.Retry) ? 1 : 0;
                for (int i = 0; i < 100; i++)
                {
                    if (results[i].Outcome == AppendOutcome.Stored)
                        acknowledged.Add(at + i, results[i].Sequence);
                }
            }

            (await store.GetAsync(AgencyScope.City, AppendingChild.Batch(0, 1)[0].Key, default)).ShouldNotBeNull();
            File.Delete(ballast);
            int last = acknowledged.Keys.Max() + 500;
            for (int at = 0; at < last; at += 100)
            {
                EventToAppend[] batch = AppendingChild.Batch(at, 100);
                ImmutableArray<AppendResult> results = await store.AppendAsync(batch, default);
                for (int i = 0; i < 100; i++)
                {
                    bool known = acknowledged.TryGetValue(at + i, out long sequence);
                    // What was answered Retry may be there already, never what was acknowledged not.
                    results[i].Outcome.ShouldBeOneOf(known ? [AppendOutcome.Duplicate] : [AppendOutcome.Stored, AppendOutcome.Duplicate]);
                    if (known)
                        results[i].Sequence.ShouldBe(sequence);
                }
            }
        }

        await using SqliteEventStore again = SqliteEventStore.Open(options, new TestClock(Sample.Noon), NullLogger.Instance, seams);
        (await again.CheckAsync(default)).ShouldBeEmpty();
        EventStoreStatistics statistics = await again.GetStatisticsAsync(default);
        (statistics.Events, statistics.Lost.Length).ShouldBe((statistics.LastSequence, 0));
    }
}
