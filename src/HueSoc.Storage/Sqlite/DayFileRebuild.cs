using HueSoc.Storage.EventStore;

namespace HueSoc.Storage.Sqlite;

/// <summary>Writes a day's file anew from document blocks: rows, indexes and words come out of the documents.</summary>
internal sealed class DayFileRebuild : IDisposable
{
    private const int BlocksPerCommit = 128;
    private readonly string path;
    private readonly DayFileWriter writer;
    private FileExtent extent = FileExtent.Empty;
    private int uncommitted;

    /// <param name="path">The new file; what is there is replaced.</param>
    public DayFileRebuild(string path)
    {
        this.path = path;
        SetAside.Delete(path);
        writer = DayFileWriter.Open(path, durable: false);
        writer.Begin();
    }

    /// <summary>What was written.</summary>
    public FileExtent Extent => extent;

    /// <summary>The numbers that were written.</summary>
    public SequenceRangesBuilder Numbers { get; } = new();

    /// <summary>Adds a block as it is. Blocks come in the order of their numbers.</summary>
    public void Add(ReadOnlySpan<byte> body, DocumentBlock block)
    {
        for (int slot = 0; slot < block.Slots; slot++)
        {
            if (block.Sequence(slot) == 0)
                continue;
            StoredEvent e = block.Event(slot);
            long time = SqliteTime.Of(e.Timestamp);
            writer.InsertEvent(
                e.Sequence, EventKeyHash.Of(e.Key), block.Received(slot), e.Key, time, SqliteTime.Of(e.Ingested), e.Agency, slot,
                EventIndexing.Of(e.Document.Span, out _));
            extent = extent.With(e.Sequence, time);
            Numbers.Add(e.Sequence);
        }

        writer.InsertBlock(body);
        if (++uncommitted < BlocksPerCommit)
            return;
        writer.PutExtent(extent);
        writer.Commit();
        writer.Begin();
        uncommitted = 0;
    }

    /// <summary>Ends it; then the file is whole and on disk.</summary>
    public void Finish()
    {
        writer.PutExtent(extent);
        writer.Commit();
        writer.Checkpoint(whole: true);
        writer.Dispose();
        using FileStream file = new(path, FileMode.Open, FileAccess.ReadWrite);
        file.Flush(flushToDisk: true);
    }

    /// <inheritdoc/>
    public void Dispose() => writer.Dispose();
}
