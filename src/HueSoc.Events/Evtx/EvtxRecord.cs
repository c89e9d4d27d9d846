using System.Buffers.Binary;

namespace HueSoc.Events.Evtx;

/// <summary>A record in a chunk: a signature, its size, its number, when it was written, binary XML, and its size again.</summary>
/// <param name="Size">Its size in bytes, all of that included.</param>
/// <param name="Id">Its number.</param>
/// <param name="Written">When it was written: 100 ns since 1601, UTC.</param>
internal readonly record struct EvtxRecord(int Size, ulong Id, long Written)
{
    /// <summary>How many bytes stand before its binary XML.</summary>
    public const int HeadBytes = 24;

    /// <summary>How many bytes stand after it.</summary>
    public const int TailBytes = 4;

    private static ReadOnlySpan<byte> Signature => [0x2A, 0x2A, 0, 0];

    /// <summary>Reads the record at a place, if there is one: with the signature, and a size that stands at both of its ends.</summary>
    public static bool TryRead(ReadOnlySpan<byte> chunk, int at, int end, out EvtxRecord record)
    {
        record = default;
        if (end - at < HeadBytes + TailBytes || !chunk[at..].StartsWith(Signature))
            return false;
        uint size = BinaryPrimitives.ReadUInt32LittleEndian(chunk[(at + 4)..]);
        if (size < HeadBytes + TailBytes || size > (uint)(end - at)
            || BinaryPrimitives.ReadUInt32LittleEndian(chunk[(at + (int)size - TailBytes)..]) != size)
        {
            return false;
        }

        record = new EvtxRecord(
            (int)size, BinaryPrimitives.ReadUInt64LittleEndian(chunk[(at + 8)..]), BinaryPrimitives.ReadInt64LittleEndian(chunk[(at + 16)..]));
        return true;
    }

    /// <summary>Where the next record is, from a place on.</summary>
    /// <returns>Below 0 when there is none.</returns>
    public static int Find(ReadOnlySpan<byte> chunk, int from, int end)
    {
        while (from < end)
        {
            int found = chunk[from..end].IndexOf(Signature);
            if (found < 0)
                return -1;
            from += found;
            if (TryRead(chunk, from, end, out _))
                return from;
            from++;
        }

        return -1;
    }
}
