using HueSoc.Storage.EventStore;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using SQLitePCL;

namespace HueSoc.Storage.Sqlite;

/// <summary>
/// The one writer. It takes the batches that wait, writes them file by file, each file in one transaction, and answers. Numbers are given
/// within the transaction and count only when it is committed, so that a crash or a fault between two files leaves no hole.
/// </summary>
internal sealed class EventWriter
{
    private const int OpenWriters = 4;
    private readonly SqliteEventStoreOptions options;
    private readonly DayFiles files;
    private readonly Catalog catalog;
    private readonly AppendQueue queue;
    private readonly StoreHead head;
    private readonly YoungEvents young;
    private readonly StoreSeams seams;
    private readonly KnownKeys known;
    private readonly ILogger logger;
    private readonly List<DayFile> used = [];
    private readonly List<(PreparedBatch Batch, int Index, AppendResult Result)> results = [];
    private readonly List<StoredEvent> stored = [];
    private readonly List<UInt128> keys = [];
    private bool wasFull;

    public EventWriter(
        SqliteEventStoreOptions options, DayFiles files, Catalog catalog, AppendQueue queue, StoreHead head, YoungEvents young, StoreSeams seams, ILogger logger)
    {
        this.options = options;
        this.files = files;
        this.catalog = catalog;
        this.queue = queue;
        this.head = head;
        this.young = young;
        this.seams = seams;
        known = new(files);
        this.logger = logger;
    }

    /// <summary>Writes until the queue is closed and empty.</summary>
    public void Run()
    {
        while (true)
        {
            List<PreparedBatch> group = queue.Take(options.CommitEvents);
            if (group.Count == 0)
                return;
            try
            {
                Write(group);
            }
#pragma warning disable CA1031 // The writer lives as long as the store: a fault costs its group, which is retried.
            catch (Exception e)
#pragma warning restore CA1031
            {
                Log.WriterFault(logger, e);
            }

            foreach (PreparedBatch batch in group)
                batch.Answer();
        }
    }

    private void Write(List<PreparedBatch> group)
    {
        // Until something else is known.
        foreach (PreparedBlock block in group.SelectMany(b => b.Blocks))
            SetAll(block, "the store could not be written");
        long length = group.SelectMany(b => b.Blocks).Sum(b => (long)b.Body.Size);
        if (!HasRoom(length) || !Settle())
        {
            foreach (PreparedBlock block in group.SelectMany(b => b.Blocks))
                SetAll(block, "the disk is full");
            return;
        }

        foreach (IGrouping<Partition, PreparedBlock> file in group.SelectMany(b => b.Blocks).GroupBy(b => b.Partition).OrderBy(g => g.Key.Day ?? DateOnly.MinValue))
            Write(files.GetOrAdd(file.Key), [.. file]);
    }

    private void Write(DayFile file, List<PreparedBlock> blocks)
    {
        bool committing = false;
        try
        {
            lock (file.Gate)
            {
                if (file.State != DayFileState.Ready)
                {
                    foreach (PreparedBlock block in blocks)
                        SetAll(block, $"the file of {file.Partition.Name} is being repaired");
                    return;
                }

                results.Clear();
                stored.Clear();
                keys.Clear();
                Claim(file, blocks.Sum(b => b.Events.Length));
                DayFileWriter writer = Open(file);
                FileExtent extent = writer.Extent;
                writer.Begin();
                try
                {
                    foreach (PreparedBlock block in blocks)
                        extent = Write(file, writer, block, extent);
                    if (stored.Count > 0)
                        writer.PutExtent(extent);
                    committing = stored.Count > 0;
                    writer.Commit();
                }
                catch
                {
                    writer.Rollback();
                    // What the writer thinks of the file may be wrong now; it is opened anew.
                    file.IsInDoubt |= committing;
                    file.CloseWriter(checkpoint: false);
                    throw;
                }

                file.Extent = extent;
            }

            Publish(file);
            seams.Committed(file.Partition.Name);
        }
        catch (Exception e) when (e is SqliteException or DayFileDamagedException or IOException)
        {
            bool damaged = files.Report(file, e);
            if (!damaged)
                Log.WriteFailed(logger, file.Partition.Name, e);
            foreach (PreparedBlock block in blocks)
                SetAll(block, damaged ? $"the file of {file.Partition.Name} is being repaired" : Reason(e));
        }
        finally
        {
            known.Forget();
        }
    }

    private FileExtent Write(DayFile file, DayFileWriter writer, PreparedBlock block, FileExtent extent)
    {
        Span<bool> usedSlots = stackalloc bool[DocumentBlock.MaxSlots];
        usedSlots = usedSlots[..block.Events.Length];
        usedSlots.Clear();
        long first = head.Value + stored.Count + 1;
        for (int slot = 0; slot < block.Events.Length; slot++)
        {
            PreparedEvent prepared = block.Events[slot];
            EventToAppend e = prepared.Event;
            if (known.Find(file, writer, prepared) is AppendResult found)
            {
                results.Add((block.Batch, prepared.Index, found));
                continue;
            }

            long sequence = head.Value + stored.Count + 1;
            long time = SqliteTime.Of(e.Timestamp);
            writer.InsertEvent(
                sequence, prepared.Key, e.ReceivedHash, e.Key, time, SqliteTime.Of(e.Ingested), e.Agency, slot, prepared.Indexing);
            usedSlots[slot] = true;
            extent = extent.With(sequence, time);
            keys.Add(prepared.Key);
            results.Add((block.Batch, prepared.Index, new(AppendOutcome.Stored, sequence)));
            stored.Add(new()
            {
                Sequence = sequence, Key = e.Key, Agency = e.Agency, Timestamp = e.Timestamp.ToUniversalTime(), Ingested = e.Ingested.ToUniversalTime(), Document = e.Document,
            });
        }

        if (usedSlots.Contains(true))
            writer.InsertBlock(block.Body.Finish(first, usedSlots));
        return extent;
    }

    private void Publish(DayFile file)
    {
        if (stored.Count > 0)
        {
            file.NoteKeys(keys);
            young.Add(stored);
            head.Set(stored[^1].Sequence);
        }

        foreach ((PreparedBatch batch, int index, AppendResult result) in results)
            batch.Set(index, result);
    }

    private void Claim(DayFile file, int events)
    {
        catalog.Claim(head.Value + events, () => files.All.Where(f => f.IsNoted).Select(f => f.ForCatalog()));
        if (file.IsNoted)
            return;
        catalog.Note(file.ForCatalog());
        file.IsNoted = true;
    }

    // The writer of a file; the one not used for longest is closed when there are many.
    private DayFileWriter Open(DayFile file)
    {
        DayFileWriter writer = file.Writer();
        Adopt(file, writer);
        if (used.Count > 0 && ReferenceEquals(used[^1], file))
            return writer;
        used.Remove(file);
        used.Add(file);
        if (used.Count > OpenWriters)
        {
            DayFile oldest = used[0];
            used.RemoveAt(0);
            lock (oldest.Gate)
                oldest.CloseWriter(checkpoint: true);
        }

        return writer;
    }

    // A commit that failed may have reached the log after all, and be found when the file is opened anew: then it counts.
    private void Adopt(DayFile file, DayFileWriter writer)
    {
        if (writer.Extent.Last <= file.Extent.Last)
            return;
        file.Extent = writer.Extent;
        file.DropFilter();
        head.Set(Math.Max(head.Value, writer.Extent.Last));
    }

    // Before any number is given again, commits that failed are settled.
    private bool Settle()
    {
        foreach (DayFile file in files.All)
        {
            if (!file.IsInDoubt)
                continue;
            try
            {
                lock (file.Gate)
                {
                    if (file.State == DayFileState.Ready)
                    {
                        DayFileWriter writer = file.Writer();
                        Adopt(file, writer);
                        writer.Settle();
                    }

                    file.IsInDoubt = false;
                }
            }
            catch (Exception e) when (e is SqliteException or DayFileDamagedException or IOException)
            {
                lock (file.Gate)
                    file.CloseWriter(checkpoint: false);
                if (!files.Report(file, e))
                    Log.WriteFailed(logger, file.Partition.Name, e);
                return false;
            }
        }

        return true;
    }

    private bool HasRoom(long length)
    {
        long free = seams.FreeBytes(files.Folder);
        bool full = free - (length * 2) < options.ReserveFreeBytes;
        if (full && !wasFull)
            Log.DiskFull(logger, free, options.ReserveFreeBytes);
        wasFull = full;
        return !full;
    }

    private static void SetAll(PreparedBlock block, string reason)
    {
        foreach (PreparedEvent e in block.Events)
            block.Batch.Set(e.Index, new(AppendOutcome.Retry, Reason: reason));
    }

    private static string Reason(Exception exception) => exception switch
    {
        SqliteException { SqliteErrorCode: raw.SQLITE_FULL } => "the disk is full",
        SqliteException { SqliteErrorCode: raw.SQLITE_IOERR } => "the disk does not take it",
        SqliteException { SqliteErrorCode: raw.SQLITE_BUSY or raw.SQLITE_LOCKED } => "the file is busy",
        _ => "the store could not be written",
    };
}
