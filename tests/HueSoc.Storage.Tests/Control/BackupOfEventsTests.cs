using System.Collections.Immutable;
using System.Globalization;
using HueSoc.Storage.Control;
using HueSoc.Storage.Control.Audit;
using HueSoc.Storage.Control.Backups;
using HueSoc.Storage.EventStore;
using HueSoc.Storage.Sqlite;
using HueSoc.Storage.Tenancy;
using HueSoc.Storage.Tests.EventStore;
using Microsoft.Extensions.Logging.Abstractions;

namespace HueSoc.Storage.Tests.Control;

/// <summary>A backup of a data folder whose events come in all the while.</summary>
public sealed class BackupOfEventsTests
{
    private const int BatchSize = 50;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Restore_ABackupMadeDuringAppends_HasEveryEventThatItsControlDatabaseKnows(bool stoppedBefore)
    {
        await using ControlHouse house = new();
        List<EventToAppend[]> batches = [];
        string target = Path.Combine(house.Root, "backup");
        SqliteEventStore store = Open(house.Folder);
        // As the evaluator does: what is stored first, is noted afterwards.
        async Task AppendAsync(int number)
        {
            EventToAppend[] batch = Sample.Events(number * BatchSize, BatchSize, Sample.Noon.AddDays(number % 3));
            batches.Add(batch);
            ImmutableArray<AppendResult> results = await store.AppendAsync(batch, default);
            await house.Audit.RecordAsync(
                ControlHouse.Tester, "test.evaluated", results.Max(result => result.Sequence).ToString(CultureInfo.InvariantCulture), AuditDetails.None, "", default);
        }

        for (int i = 0; i < 6; i++)
            await AppendAsync(i);
        using CancellationTokenSource stop = new();
        Task appends = stoppedBefore ? Task.CompletedTask : Task.Run(async () =>
        {
            for (int i = 6; i < 200 && !stop.IsCancellationRequested; i++)
                await AppendAsync(i);
        });
        if (stoppedBefore)
            await store.DisposeAsync();

        BackupResult made = await Backup.MakeAsync(ControlHouse.Tester, house.Folder, target, house.Time, default);
        await stop.CancelAsync();
        await appends;
        await store.DisposeAsync();

        made.Faults.ShouldBeEmpty();
        string restored = Path.Combine(house.Root, "restored");
        (await Backup.RestoreAsync(ControlHouse.Tester, target, restored, house.Time, default)).Faults.ShouldBeEmpty();
        await using SqliteEventStore copy = Open(restored);
        await using ControlDatabase database = ControlDatabase.Open(restored, ControlRole.Server);
        long known = new AuditLog(database, house.Time).List(AgencyScope.City, new AuditFilter { Action = "test.evaluated" }, 1000, null)
            .Items.Max(entry => long.Parse(entry.Subject, CultureInfo.InvariantCulture));
        EventStoreStatistics statistics = await copy.GetStatisticsAsync(default);
        statistics.Lost.ShouldBeEmpty();
        statistics.LastSequence.ShouldBeGreaterThanOrEqualTo(known);
        EventSlice slice = await copy.ReadAsync(EventCursor.Start, 10_000, null, default);
        slice.Events.Select(stored => stored.Sequence).Take((int)known).ShouldBe(Enumerable.Range(1, (int)known).Select(number => (long)number));

        // What the clients send again is there once.
        foreach (EventToAppend[] batch in batches)
            (await copy.AppendAsync(batch, default)).ShouldAllBe(result => result.Outcome == AppendOutcome.Stored || result.Outcome == AppendOutcome.Duplicate);
        (await copy.GetStatisticsAsync(default)).Events.ShouldBe(batches.Count * BatchSize);
    }

    private static SqliteEventStore Open(string folder) =>
        SqliteEventStore.Open(new() { Folder = folder, ReserveFreeBytes = 0 }, new TestClock(Sample.Noon), NullLogger.Instance);
}
