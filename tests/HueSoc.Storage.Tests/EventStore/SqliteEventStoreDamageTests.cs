using System.Collections.Immutable;
using HueSoc.Storage.EventStore;
using HueSoc.Storage.Sqlite;
using HueSoc.Storage.Tenancy;
using Microsoft.Extensions.Logging.Abstractions;

namespace HueSoc.Storage.Tests.EventStore;

/// <summary>Pages of a day's file are overwritten: what is not told as lost is there, once, as it was.</summary>
public sealed class SqliteEventStoreDamageTests : IDisposable
{
    private const int Count = 3_000;
    private readonly TempFolder folder = new();
    private readonly TestClock clock = new(Sample.Noon);
    private readonly Dictionary<long, EventToAppend> appended = [];

    private string DayPath => Path.Combine(folder.Path, "events", "2026-03-14.db");

    public static TheoryData<PageKind, bool, int> Damage()
    {
        TheoryData<PageKind, bool, int> data = [];
        foreach (PageKind kind in Enum.GetValues<PageKind>())
        {
            data.Add(kind, true, 1);
            data.Add(kind, false, 2);
            data.Add(kind, false, 3);
        }

        return data;
    }

    public void Dispose() => folder.Dispose();

    [Theory]
    [MemberData(nameof(Damage))]
    public async Task CheckAsync_PageOverwritten_AllButWhatIsToldAsLostIsThereOnce(PageKind kind, bool whole, int seed)
    {
        Random random = new(seed);
        await Fill();
        List<long> pages = Pages.Of(DayPath, kind);
        pages.ShouldNotBeEmpty();
        Pages.Overwrite(DayPath, pages[random.Next(pages.Count)], random, whole);

        await using SqliteEventStore store = Open();
        await store.CheckAsync(default);
        await Repaired(store);

        ImmutableArray<SequenceRange> lost = await AllThereBut(store);
        lost.Sum(r => r.Count).ShouldBeLessThan(kind is PageKind.BlockLeaf or PageKind.BlockOverflow ? Count / 4 : 1);
        if (whole)
            Directory.GetFiles(Path.Combine(folder.Path, "events"), "2026-03-14.damaged-*.db").ShouldHaveSingleItem();
        (await store.CheckAsync(default)).ShouldBeEmpty();
    }

    [Fact]
    public async Task AppendAsync_FirstPageOverwrittenWhileOpen_RetriesAreDuplicatesAfterRepair()
    {
        await Fill();
        await using SqliteEventStore store = Open();
        Pages.Overwrite(DayPath, 1, new(1), whole: true);
        await store.CheckAsync(default);
        await Repaired(store);
        EventToAppend[] again = [.. appended.Values];

        ImmutableArray<AppendResult> results = await store.AppendAsync(again, default);

        results.ShouldAllBe(r => r.Outcome == AppendOutcome.Duplicate && r.SameBytes);
        (await store.AppendAsync(Sample.Events(Count * 3, 1), default))[0].ShouldBe(new AppendResult(AppendOutcome.Stored, (Count * 2) + 1));
    }

    [Fact]
    public async Task Open_FileGone_ItsNumbersAreToldAsLost()
    {
        await Fill();
        long[] gone = [.. appended.Where(e => e.Value.Key.Id.StartsWith("20260314", StringComparison.Ordinal)).Select(e => e.Key)];
        File.Delete(DayPath);

        await using SqliteEventStore store = Open();

        (await AllThereBut(store)).Sum(r => r.Count).ShouldBe(gone.Length);
        (await store.AppendAsync(Sample.Events(Count * 3, 1), default))[0].Sequence.ShouldBe((Count * 2) + 1);
    }

    [Fact]
    public async Task Open_CatalogueDamaged_EventsAreThere()
    {
        await Fill();
        File.WriteAllBytes(Path.Combine(folder.Path, "events", "catalog.db"), [.. Enumerable.Repeat((byte)7, 5000)]);

        await using SqliteEventStore store = Open();

        (await AllThereBut(store)).ShouldBeEmpty();
        (await store.AppendAsync(Sample.Events(Count * 3, 1), default))[0].Sequence.ShouldBe((Count * 2) + 1);
    }

    [Fact]
    public async Task AppendAsync_DayUnderRepair_RetryUntilItIsBackAndOtherDaysGoOn()
    {
        await Fill();
        Pages.Overwrite(DayPath, 1, new(1), whole: true);
        using ManualResetEventSlim go = new();
        await using SqliteEventStore store = Open(new() { Repairing = _ => go.Wait() });
        EventToAppend[] own = Sample.Events(Count * 3, 5);
        EventCursor before;
        Task waiting;
        try
        {
            (await store.AppendAsync(own, default)).ShouldAllBe(r => r.Outcome == AppendOutcome.Retry);
            (await store.AppendAsync(Sample.Events(Count * 4, 5, Sample.Noon.AddDays(-1)), default)).ShouldAllBe(r => r.Outcome == AppendOutcome.Stored);
            // Whether a shipper's event came before cannot be told now.
            (await store.AppendAsync([Sample.Event("of-a-shipper", sender: "key:k")], default)).ShouldAllBe(r => r.Outcome == AppendOutcome.Retry);
            // The numbers of the first batch that are in the other file.
            EventSlice slice = await store.ReadAsync(EventCursor.Start, 10_000, null, default);
            slice.Events.Count.ShouldBe(500);
            before = slice.Next;
            waiting = store.WaitAsync(before, default);
            waiting.IsCompleted.ShouldBeFalse();
            (await store.GetStatisticsAsync(default)).Days.ShouldContain(d => !d.Readable);
            // Whoever asks for an event must not take it for one that is gone.
            await Should.ThrowAsync<EventUnreadableException>(async () => await store.GetAsync(AgencyScope.City, Sample.Events(0, 1)[0].Key, default));
            (await store.GetAsync(AgencyScope.City, Sample.Events(Count, 1, Sample.Noon.AddDays(-1))[0].Key, default)).ShouldNotBeNull();
        }
        finally
        {
            go.Set();
        }

        await waiting;
        (await store.AppendAsync(own, default)).ShouldAllBe(r => r.Outcome == AppendOutcome.Stored);
        (await store.ReadAsync(before, 1, null, default)).Events.ShouldHaveSingleItem().Sequence.ShouldBe(501);
    }

    private SqliteEventStore Open(StoreSeams? seams = null) =>
        SqliteEventStore.Open(new() { Folder = folder.Path, ReserveFreeBytes = 0, YoungBytes = 0 }, clock, NullLogger.Instance, seams ?? new());

    // Two days, their numbers interleaved.
    private async Task Fill()
    {
        await using SqliteEventStore store = Open();
        for (int at = 0; at < Count; at += 500)
        {
            EventToAppend[] batch = [.. Sample.Events(at, 500), .. Sample.Events(Count + at, 500, Sample.Noon.AddDays(-1))];
            ImmutableArray<AppendResult> results = await store.AppendAsync(batch, default);
            for (int i = 0; i < batch.Length; i++)
                appended.Add(results[i].Sequence, batch[i]);
        }
    }

    private static async Task Repaired(SqliteEventStore store)
    {
        EventCursor cursor = EventCursor.Start;
        while ((await store.GetStatisticsAsync(default)).Days.Any(d => !d.Readable))
            await Task.Yield();
        await store.WaitAsync(cursor, default);
    }

    private async Task<ImmutableArray<SequenceRange>> AllThereBut(SqliteEventStore store)
    {
        ImmutableArray<SequenceRange> lost = (await store.GetStatisticsAsync(default)).Lost;
        Dictionary<long, StoredEvent> found = [];
        List<SequenceRange> missing = [];
        EventCursor cursor = EventCursor.Start;
        while (true)
        {
            EventSlice slice = await store.ReadAsync(cursor, 1000, null, default);
            missing.AddRange(slice.Missing);
            foreach (StoredEvent e in slice.Events)
                found.Add(e.Sequence, e);
            if (slice.Next == cursor)
                break;
            cursor = slice.Next;
        }

        foreach ((long sequence, EventToAppend e) in appended)
        {
            bool isLost = lost.Any(r => r.First <= sequence && sequence <= r.Last);
            found.ContainsKey(sequence).ShouldBe(!isLost);
            missing.Any(r => r.First <= sequence && sequence <= r.Last).ShouldBe(isLost);
            if (isLost)
                continue;
            found[sequence].Key.ShouldBe(e.Key);
            found[sequence].Document.Span.SequenceEqual(e.Document.Span).ShouldBeTrue();
        }

        found.Count.ShouldBe(appended.Count - (int)lost.Sum(r => r.Count));
        EventToAppend any = appended[found.Keys.Min()];
        (await store.GetAsync(AgencyScope.City, any.Key, default)).ShouldNotBeNull();
        return lost;
    }
}
