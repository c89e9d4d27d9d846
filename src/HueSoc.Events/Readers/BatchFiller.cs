namespace HueSoc.Events.Readers;

/// <summary>
/// Puts the bytes of a source into batches: what a reader could not finish in one batch is carried over to the start of
/// the next, which is the only copy made of it.
/// </summary>
internal sealed class BatchFiller : IDisposable
{
    private readonly SourceBytes source;
    private readonly int batchBytes;
    private byte[] carry = [];
    private int carried;
    private long covered;

    public BatchFiller(SourceBytes source, EventReaderOptions options)
    {
        this.source = source;
        MaxEventBytes = Math.Clamp(options.MaxEventBytes, 1, 1 << 30);
        batchBytes = Math.Clamp(options.BatchBytes, 1, 1 << 26);
    }

    /// <summary>The largest event.</summary>
    public int MaxEventBytes { get; }

    /// <summary>Where the bytes in the batch's buffer end.</summary>
    public int End { get; private set; }

    /// <summary>Whether the source has nothing after them.</summary>
    public bool Ended { get; private set; }

    /// <summary>What ended the source early; null when nothing did.</summary>
    public string? Fault => source.Fault;

    /// <summary>Clears a batch and fills it with what was carried over and what comes next.</summary>
    /// <returns>How many bytes were carried over.</returns>
    public int Begin(EventBatch batch)
    {
        batch.Clear();
        if (batch.Buffer.Length < carried + batchBytes)
            batch.Buffer = GC.AllocateUninitializedArray<byte>(carried + batchBytes);
        carry.AsSpan(0, carried).CopyTo(batch.Buffer);
        End = carried;
        Fill(batch, carried + batchBytes);
        return carried;
    }

    /// <summary>Goes on filling a batch that holds no event yet, in a larger buffer. What is kept moves to its start.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="from">Where what is kept begins; at most <see cref="MaxEventBytes"/> before <see cref="End"/>.</param>
    public void Extend(EventBatch batch, int from)
    {
        Span<byte> kept = batch.Buffer.AsSpan(from, End - from);
        int goal = Math.Min(2 * kept.Length, MaxEventBytes) + batchBytes;
        if (batch.Buffer.Length < goal)
        {
            byte[] larger = GC.AllocateUninitializedArray<byte>(goal);
            kept.CopyTo(larger);
            batch.Buffer = larger;
        }
        else
        {
            kept.CopyTo(batch.Buffer);
        }

        End = kept.Length;
        Fill(batch, goal);
    }

    /// <summary>Drops bytes at the end, which then count as covered.</summary>
    public void Cut(int end) => End = end;

    /// <summary>Ends a batch, and carries what begins at <paramref name="from"/> over to the next.</summary>
    /// <returns>Whether the batch covers anything.</returns>
    public bool Finish(EventBatch batch, int from)
    {
        carried = End - from;
        if (carry.Length < carried)
            carry = GC.AllocateUninitializedArray<byte>(Math.Max(carried, 4096));
        batch.Buffer.AsSpan(from, carried).CopyTo(carry);
        batch.Bytes = source.Delivered - carried - covered;
        covered += batch.Bytes;
        batch.FileBytesRead = source.FileBytesRead;
        return batch.Bytes > 0 || batch.Problems.Length > 0 || batch.Events.Length > 0;
    }

    /// <inheritdoc/>
    public void Dispose() => source.Dispose();

    private void Fill(EventBatch batch, int goal)
    {
        while (End < goal && !Ended)
        {
            int got = source.Read(batch.Buffer.AsSpan(End, goal - End));
            End += got;
            Ended = got == 0;
        }
    }
}
