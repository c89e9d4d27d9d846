using HueSoc.Events.Readers;

namespace HueSoc.Events.Evtx;

/// <summary>
/// Reads Windows event logs (EVTX), some chunks at a time, from a file or a stream that cannot seek. A batch holds its chunks
/// as they were read until <see cref="EventBatch.Prepare"/> makes events of them, in our Windows layout. The position of an
/// event is its EventRecordID; problems name the offset in the file, or in what was decompressed.
/// </summary>
public sealed class EvtxReader : EventReader
{
    private const int ChunkBytes = EvtxChunkHeader.ChunkBytes;

    // The JSON of a full chunk is about so many times as long.
    private const int Growth = 4;

    private readonly SourceBytes source;
    private readonly int batchChunks;
    private readonly int maxEventBytes;
    private readonly ScriptOrder scripts = new();

    // What was read ahead, between batches.
    private readonly byte[] ahead = new byte[ChunkBytes + EvtxChunkHeader.Records];
    private int have;
    private long offset;
    private long covered;
    private EvtxFileHeader header;
    private bool started;
    private bool ended;
    private bool finished;

    /// <summary>Reads a stream.</summary>
    /// <param name="stream">The file's bytes. The reader closes it.</param>
    /// <param name="options">The bounds.</param>
    public EvtxReader(Stream stream, EventReaderOptions options)
        : this(new SourceBytes(stream, gzip: false, options, isText: false), options)
    {
    }

    internal EvtxReader(SourceBytes source, EventReaderOptions options)
    {
        this.source = source;
        batchChunks = Math.Clamp(options.BatchBytes / ChunkBytes / Growth, 1, 256);
        maxEventBytes = options.MaxEventBytes;
    }

    /// <summary>Whether events have ECS beside what Windows wrote; to look at the layout alone.</summary>
    internal bool AddsEcs { get; init; } = true;

    /// <inheritdoc/>
    public override bool TryRead(EventBatch batch)
    {
        batch.Clear();
        if (finished)
            return false;
        if (batch.Decoder is not EvtxBatch chunks || chunks.MaxEventBytes != maxEventBytes)
            chunks = new EvtxBatch(maxEventBytes);
        chunks.Clear(batchChunks);
        if (!started)
            ReadHeader(batch);
        chunks.IsDirty = header.IsDirty;

        ahead.AsSpan(0, have).CopyTo(chunks.Next);

        // Space that was set aside and not used yet is passed over, however much of it there is.
        for (int windows = 0; windows < batchChunks * 16 && chunks.Count < batchChunks && !finished; windows++)
            ReadWindow(batch, chunks);
        chunks.Next[..have].CopyTo(ahead);
        batch.Bytes = source.Delivered - have - covered;
        covered += batch.Bytes;
        batch.FileBytesRead = source.FileBytesRead;
        if (batch.Bytes == 0 && batch.Problems.IsEmpty)
            return false;
        chunks.AddEcs(AddsEcs ? scripts : null);
        batch.Defer(chunks);
        return true;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            source.Dispose();
    }

    private void ReadHeader(EventBatch batch)
    {
        started = true;
        ReadOnlySpan<byte> start = source.Peek(EvtxFileHeader.Bytes);
        header = EvtxFileHeader.Read(start);
        if (start.IsEmpty)
            return;
        if (!header.IsThere)
        {
            batch.Add(new ReadProblem(1, "offset 0: the file does not begin as an EVTX file"));

            // Chunks alone, as they are carved out of a disk.
            if (start.StartsWith(EvtxChunkHeader.Magic))
                return;
        }
        else if (!header.IsSound)
        {
            batch.Add(new ReadProblem(1, "offset 0: the file's header does not match its checksum"));
        }

        if (start.Length < EvtxFileHeader.Bytes)
            batch.Add(new ReadProblem(0, $"offset 0: the file ends after {start.Length} bytes of its header"));
        Span<byte> skipped = ahead.AsSpan(0, start.Length);
        while (!skipped.IsEmpty)
            skipped = skipped[source.Read(skipped)..];
        offset = start.Length;
    }

    private void ReadWindow(EventBatch batch, EvtxBatch chunks)
    {
        Span<byte> window = chunks.Next;
        while (have < window.Length && !ended)
        {
            int got = source.Read(window[have..]);
            have += got;
            if (got > 0)
                continue;
            ended = true;
            if (source.Fault is { } fault)
                batch.Add(new ReadProblem(0, fault));
        }

        int soundEnd = SoundRecordsEnd(window[..have]);
        int taken = ChunkEnd(window[..have], soundEnd);
        have -= taken;
        if (window[..taken].IndexOfAnyExcept((byte)0) >= 0)
            chunks.Add(new EvtxPiece(offset, taken, IsSound: soundEnd > 0), have);
        else
            window.Slice(taken, have).CopyTo(window);
        offset += taken;
        finished = ended && have == 0;
    }

    // Where a chunk ends: after 64 KiB, or where another begins before that whose checksum is right. So bytes that were lost or
    // added cost one chunk. What a record of a sound chunk has in it begins none: nobody can cut a chunk by what he writes. Nor is it looked for there, nor
    // at all when the next chunk begins where it should.
    private static int ChunkEnd(ReadOnlySpan<byte> window, int soundEnd)
    {
        int longest = Math.Min(window.Length, ChunkBytes);
        if (soundEnd > 0 && window.Length >= ChunkBytes + EvtxChunkHeader.Records && new EvtxChunkHeader(window[ChunkBytes..]).IsProven)
            return longest;
        for (int from = Math.Max(1, soundEnd); from < longest; from++)
        {
            // Without the zero at its end, which stands in nearly all that is behind an E in UTF-16.
            int next = window[from..].IndexOf(EvtxChunkHeader.Magic[..^1]);
            from += next;
            if (next < 0 || from >= longest || from > window.Length - EvtxChunkHeader.Records)
                break;
            if (new EvtxChunkHeader(window[from..]).IsProven)
                return from;
        }

        return longest;
    }

    // Where the records of a chunk end whose checksums are right; 0 of any other.
    private static int SoundRecordsEnd(ReadOnlySpan<byte> window)
    {
        if (window.Length < ChunkBytes)
            return 0;
        EvtxChunkHeader chunk = new(window[..ChunkBytes]);
        return chunk.IsSound && chunk.HasSoundRecords ? (int)chunk.FreeSpace : 0;
    }
}
