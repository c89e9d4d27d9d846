namespace HueSoc.Events.Readers;

/// <summary>
/// The compressed side of <see cref="GunzipStream"/>: a window over the file. A decompressor takes its input in blocks and
/// does not say how much of the last one was its own; therefore the last block it took can be given back.
/// </summary>
internal sealed class GunzipInput(Stream file) : ForwardStream
{
    private readonly byte[] window = new byte[64 * 1024];
    private int start;
    private int end;
    private int lastTaken;
    private bool ended;

    /// <summary>Whether the decompressor asked for more than there is.</summary>
    public bool RanDry { get; private set; }

    /// <summary>What is there and not taken yet.</summary>
    public ReadOnlySpan<byte> Rest => window.AsSpan(start, end - start);

    public override int Read(Span<byte> buffer)
    {
        Need(1);
        lastTaken = Math.Min(buffer.Length, end - start);
        Rest[..lastTaken].CopyTo(buffer);
        start += lastTaken;
        RanDry |= lastTaken == 0 && buffer.Length != 0;
        return lastTaken;
    }

    /// <summary>Tries to have so many bytes in <see cref="Rest"/>; at most half a window.</summary>
    /// <returns>Whether they are there.</returns>
    public bool Need(int count)
    {
        while (end - start < count && !ended)
        {
            // What the decompressor took last stays, to be given back.
            int keep = start - lastTaken;
            if (end == window.Length)
            {
                window.AsSpan(keep, end - keep).CopyTo(window);
                start -= keep;
                end -= keep;
            }

            int got = file.Read(window.AsSpan(end));
            end += got;
            ended = got == 0;
        }

        return end - start >= count;
    }

    /// <summary>Takes bytes out of <see cref="Rest"/> for good.</summary>
    public void Skip(int count)
    {
        start += count;
        lastTaken = 0;
    }

    /// <summary>Puts the block that was taken last back in front of <see cref="Rest"/>.</summary>
    public void GiveBack()
    {
        start -= lastTaken;
        lastTaken = 0;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            file.Dispose();
        base.Dispose(disposing);
    }
}
