namespace HueSoc.Events.Readers;

/// <summary>Counts what is read from a file as it lies on disk.</summary>
internal sealed class CountedStream(Stream inner) : ForwardStream
{
    /// <summary>How many bytes have been read.</summary>
    public long Count { get; private set; }

    public override int Read(Span<byte> buffer)
    {
        int got = inner.Read(buffer);
        Count += got;
        return got;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            inner.Dispose();
        base.Dispose(disposing);
    }
}
