using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.CompilerServices;
using HueSoc.Storage.EventStore;
using HueSoc.Storage.Tenancy;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace HueSoc.Storage.Sqlite;

/// <summary>The embedded event store: one SQLite file a UTC day of the id, one writer, any number of readers. One process at a time owns its folder.</summary>
public sealed class SqliteEventStore : IEventStore, ICheckedEventStore
{
    private const int MaxBatch = 10_000;
    private readonly SqliteEventStoreOptions options;
    private readonly TimeProvider time;
    private readonly StoreSeams seams;
    private readonly ILogger logger;
    private readonly StoreHead head = new();
    private readonly YoungEvents young;
    private readonly Catalog catalog;
    private readonly DayFiles files;
    private readonly AppendQueue queue;
    private readonly EventTail tail;
    private readonly EventSearcher searcher;
    private readonly EventLookup lookup;
    private readonly Thread writing;
    private readonly Repairs repairs;
    private readonly Retention retention;
    private readonly StoreCheck check;
    private int disposed;

    private SqliteEventStore(SqliteEventStoreOptions options, TimeProvider time, StoreSeams seams, ILogger logger)
    {
        this.options = options;
        this.time = time;
        this.seams = seams;
        this.logger = logger;
        string folder = Path.Combine(options.Folder, "events");
        OwnersAlone.MakeFolder(folder);
        young = new(options.YoungBytes);
        catalog = Catalog.Open(folder);
        files = new(folder, head, logger);
        queue = new(options.QueueEvents, options.QueueBytes, options.QueuePatience, time);
        tail = new(files, catalog, head, young);
        repairs = new(files, catalog, head, time, seams, logger);
        retention = new(files, catalog, head, young, logger);
        files.OnDamaged = repairs.Add;
        searcher = new(files, time);
        lookup = new(files);
        check = new(files, logger);
        StoreOpening opening = new(files, catalog);
        opening.Run();
        head.Set(opening.Head);
        repairs.AddVanished(opening.Vanished);
        foreach (DayFile file in opening.Damaged)
            repairs.Add(file);
        repairs.Start(findHoles: catalog.IsNew);
        check.BeginAfterCrash(opening.ToCheck);
        EventWriter writer = new(options, files, catalog, queue, head, young, seams, logger);
        writing = new(writer.Run) { IsBackground = true, Name = "event store writer" };
        writing.Start();
    }

    /// <summary>Opens the store of a data folder, making it when it is not there.</summary>
    /// <param name="options">Where and how.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">Where what goes wrong is told.</param>
    /// <exception cref="ArgumentException">The options are not valid; the message names every fault.</exception>
    /// <exception cref="IOException">The folder cannot be used.</exception>
    /// <exception cref="SqliteException">The catalogue cannot be opened or written.</exception>
    public static SqliteEventStore Open(SqliteEventStoreOptions options, TimeProvider time, ILogger logger) => Open(options, time, logger, new());

    /// <summary>Opens a store that a test has hold of.</summary>
    internal static SqliteEventStore Open(SqliteEventStoreOptions options, TimeProvider time, ILogger logger, StoreSeams seams)
    {
        ImmutableArray<string> faults = options.Validate();
        return faults.IsEmpty ? new(options, time, seams, logger) : throw new ArgumentException(string.Join("; ", faults), nameof(options));
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">There are more than 10,000 events.</exception>
    public async ValueTask<ImmutableArray<AppendResult>> AppendAsync(IReadOnlyList<EventToAppend> batch, CancellationToken cancellationToken)
    {
        if (batch.Count > MaxBatch)
            throw new ArgumentException($"a batch must have at most {MaxBatch} events, had {batch.Count}", nameof(batch));
        if (batch.Count == 0)
            return [];
        long length = batch.Sum(e => (long)e.Document.Length);
        if (!await queue.EnterAsync(batch.Count, length, cancellationToken).ConfigureAwait(false))
            return [.. batch.Select(_ => new AppendResult(AppendOutcome.Retry, Reason: "too many events wait to be written"))];
        try
        {
            PreparedBatch prepared = PreparedBatch.Of(batch, Today(), options);
            queue.Post(prepared);
            return await prepared.Answered.ConfigureAwait(false);
        }
        finally
        {
            queue.Leave(batch.Count, length);
        }
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The cursor is not one of this store, or the limit is not positive.</exception>
    public ValueTask<EventSlice> ReadAsync(EventCursor after, int limit, TimeRange? within, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        cancellationToken.ThrowIfCancellationRequested();
        return new(tail.Read(Sequence(after), limit, within, cancellationToken));
    }

    /// <inheritdoc/>
    public async Task WaitAsync(EventCursor after, CancellationToken cancellationToken)
    {
        long sequence = Sequence(after);
        while (true)
        {
            Task moved = head.Moved;
            if (tail.Readable(sequence) > sequence)
                return;
            await moved.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public ValueTask<EventCursor> GetHeadAsync(CancellationToken cancellationToken) => new(EventTail.Cursor(head.Value));

    /// <inheritdoc/>
    public ValueTask<EventPage> SearchAsync(EventSearch search, CancellationToken cancellationToken) => searcher.SearchAsync(search, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<EventHistogram> GetHistogramAsync(EventSearch search, TimeSpan bucket, CancellationToken cancellationToken) =>
        searcher.GetHistogramAsync(search, bucket, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<TopValues> GetTopValuesAsync(EventSearch search, string field, int size, CancellationToken cancellationToken) =>
        searcher.GetTopValuesAsync(search, field, size, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<StoredEvent?> GetAsync(AgencyScope scope, EventKey key, CancellationToken cancellationToken) =>
        new(lookup.Find(scope, key, cancellationToken));

    /// <inheritdoc/>
    public ValueTask<ImmutableArray<DateOnly>> DeleteDaysAsync(DateOnly before, CancellationToken cancellationToken)
    {
        DateOnly law = Today().AddDays(-options.MinimumRetentionDays);
        return new(Task.Run(() => retention.Delete(before < law ? before : law, cancellationToken), cancellationToken));
    }

    /// <summary>
    /// Checks every file, page by page and event by event. Files that are damaged are set aside and repaired in the background. It reads everything: some
    /// minutes for a full day.
    /// </summary>
    /// <returns>The days whose file was found damaged; null stands for the partition of days out of range.</returns>
    public ValueTask<ImmutableArray<DateOnly?>> CheckAsync(CancellationToken cancellationToken) =>
        new(Task.Run(() => check.Run(files.All, cancellationToken), cancellationToken));

    /// <inheritdoc/>
    public async IAsyncEnumerable<CheckedDay> CheckDaysAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (DayFile file in files.All)
        {
            // What is being repaired, or was deleted since, is not there to be checked.
            if (file.State != DayFileState.Ready || file.Extent.Events == 0)
                continue;
            ImmutableArray<DateOnly?> damaged = await Task.Run(() => check.Run([file], cancellationToken), cancellationToken).ConfigureAwait(false);
            yield return new(file.Partition.Day, !damaged.IsEmpty);
        }
    }

    /// <inheritdoc/>
    public ValueTask<EventStoreStatistics> GetStatisticsAsync(CancellationToken cancellationToken)
    {
        ImmutableArray<DayFile> all = files.All;
        ImmutableArray<DayStatistics> days =
        [
            .. all.Where(f => f.Extent.Events > 0 || f.State == DayFileState.Repairing)
                .Select(f => new DayStatistics(f.Partition.Day, f.Extent.Events, f.Bytes(), f.State == DayFileState.Ready))
                .OrderBy(d => d.Day ?? DateOnly.MaxValue),
        ];
        return new(new EventStoreStatistics
        {
            Events = days.Sum(d => d.Events),
            Bytes = days.Sum(d => d.Bytes),
            LastSequence = head.Value,
            Days = days,
            Lost = catalog.Lost.All,
            FreeBytes = seams.FreeBytes(files.Folder),
        });
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref disposed, 1) != 0)
            return;
        queue.Close();
        await Task.Run(writing.Join).ConfigureAwait(false);
        await check.StopAsync().ConfigureAwait(false);
        await repairs.StopAsync().ConfigureAwait(false);
        repairs.Dispose();
        check.Dispose();
        foreach (DayFile file in files.All)
        {
            lock (file.Gate)
            {
                file.CloseReaders();
                file.CloseWriter(checkpoint: true);
            }
        }

        try
        {
            if (files.All.All(f => f is { State: DayFileState.Ready, IsInDoubt: false }))
                catalog.Close(head.Value, files.All.Where(f => f.IsNoted).Select(f => f.ForCatalog()));
        }
        catch (SqliteException e)
        {
            Log.WriteFailed(logger, Catalog.FileName, e);
        }

        catalog.Dispose();
        queue.Dispose();
    }

    private static long Sequence(EventCursor cursor)
    {
        if (cursor.Value.Length == 0)
            return 0;
        return long.TryParse(cursor.Value, NumberStyles.None, CultureInfo.InvariantCulture, out long sequence)
            ? sequence
            : throw new ArgumentException($"'{cursor.Value}' is not a place in this store", nameof(cursor));
    }

    private DateOnly Today() => DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
}
