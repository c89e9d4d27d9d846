using HueSoc.Events.Readers;
using Microsoft.Win32.SafeHandles;

namespace HueSoc.Agent.Collectors.Files;

/// <summary>Reads what a compressed file holds at an offset of the decompressed bytes. Going forward is cheap; going back begins anew.</summary>
internal sealed class GzipReader : IDisposable
{
    /// <summary>What <see cref="Read"/> returns when it decompressed as much as it may for now.</summary>
    public const int Later = -2;

    private readonly GunzipStream stream;
    private readonly byte[] window;
    private long windowAt;
    private int filled;

    /// <param name="handle">The file, which is closed with this.</param>
    /// <param name="windowBytes">How many bytes are kept, and so how many a read may want.</param>
    public GzipReader(SafeFileHandle handle, int windowBytes)
    {
        stream = new GunzipStream(new FileStream(handle, FileAccess.Read, bufferSize: 0), long.MaxValue);
        window = new byte[windowBytes];
    }

    /// <summary>Whether everything was decompressed that can be.</summary>
    public bool AtEnd { get; private set; }

    /// <summary>How many bytes were decompressed so far.</summary>
    public long KnownEnd => windowAt + filled;

    /// <summary>Why not more could be decompressed; null when it is whole.</summary>
    public string? Broken { get; private set; }

    /// <summary>Whether an offset can still be read without beginning anew.</summary>
    public bool Reaches(long offset) => offset >= windowAt;

    /// <summary>Reads at an offset that <see cref="Reaches"/>.</summary>
    /// <param name="offset">Where.</param>
    /// <param name="into">Gets the bytes.</param>
    /// <param name="budget">How many bytes may be decompressed; less what was.</param>
    /// <returns>How many bytes, fewer than wanted only at the end; <see cref="Later"/> when the budget is used up.</returns>
    public int Read(long offset, Span<byte> into, ref long budget)
    {
        while (!AtEnd && windowAt + filled < offset + into.Length)
        {
            if (budget <= 0)
                return Later;
            MakeRoom(offset);
            int got = Fill();
            budget -= Math.Max(got, 1);
        }

        int from = (int)Math.Min(filled, offset - windowAt);
        int length = Math.Min(into.Length, filled - from);
        window.AsSpan(from, length).CopyTo(into);
        return length;
    }

    public void Dispose() => stream.Dispose();

    private void MakeRoom(long offset)
    {
        if (filled < window.Length)
            return;

        // What is before the offset may go; half of it is as good as all, and moves less often.
        int drop = (int)Math.Min(filled, Math.Max(offset - windowAt, 1));
        window.AsSpan(drop, filled - drop).CopyTo(window);
        windowAt += drop;
        filled -= drop;
    }

    private int Fill()
    {
        try
        {
            int got = stream.Read(window.AsSpan(filled));
            filled += got;
            AtEnd = got == 0;
            return got;
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            AtEnd = true;
            Broken = e.Message;
            return 0;
        }
    }
}
