using System.Buffers.Binary;

namespace HueSoc.Storage.Sqlite;

/// <summary>
/// The committed pages of a write-ahead log, found without SQLite, which refuses a file whose first page is lost. Format: https://www.sqlite.org/fileformat2.html,
/// section 4. Only frames whose checksums run on unbroken from the header count, up to the last that ends a transaction.
/// </summary>
internal static class WalFrames
{
    private const int HeaderLength = 32;
    private const int FrameHeaderLength = 24;

    /// <summary>Where in the log the latest committed content of each page is.</summary>
    /// <param name="log">The log; may be empty.</param>
    /// <param name="pageSize">Bytes of a page.</param>
    public static Dictionary<uint, long> Committed(Stream log, int pageSize)
    {
        Dictionary<uint, long> pages = [];
        byte[] header = new byte[HeaderLength];
        log.Position = 0;
        if (log.ReadAtLeast(header, HeaderLength, throwOnEndOfStream: false) < HeaderLength)
            return pages;
        uint magic = BinaryPrimitives.ReadUInt32BigEndian(header);
        bool bigEndian = (magic & 1) != 0;
        (uint A, uint B) sum = Sum(header.AsSpan(0, 24), (0, 0), bigEndian);
        if ((magic & ~1u) != 0x377F0682 || BinaryPrimitives.ReadUInt32BigEndian(header.AsSpan(8)) != (uint)pageSize ||
            sum != (BinaryPrimitives.ReadUInt32BigEndian(header.AsSpan(24)), BinaryPrimitives.ReadUInt32BigEndian(header.AsSpan(28))))
        {
            return pages;
        }

        byte[] frame = new byte[FrameHeaderLength + pageSize];
        List<(uint Page, long Position)> open = [];
        for (long at = HeaderLength; log.ReadAtLeast(frame, frame.Length, throwOnEndOfStream: false) == frame.Length; at += frame.Length)
        {
            if (!frame.AsSpan(8, 8).SequenceEqual(header.AsSpan(16, 8)))
                break;
            sum = Sum(frame.AsSpan(FrameHeaderLength), Sum(frame.AsSpan(0, 8), sum, bigEndian), bigEndian);
            if (sum != (BinaryPrimitives.ReadUInt32BigEndian(frame.AsSpan(16)), BinaryPrimitives.ReadUInt32BigEndian(frame.AsSpan(20))))
                break;
            open.Add((BinaryPrimitives.ReadUInt32BigEndian(frame), at + FrameHeaderLength));
            if (BinaryPrimitives.ReadUInt32BigEndian(frame.AsSpan(4)) == 0)
                continue;
            foreach ((uint page, long position) in open)
                pages[page] = position;
            open.Clear();
        }

        return pages;
    }

    private static (uint A, uint B) Sum(ReadOnlySpan<byte> bytes, (uint A, uint B) sum, bool bigEndian)
    {
        (uint a, uint b) = sum;
        for (; bytes.Length >= 8; bytes = bytes[8..])
        {
            unchecked
            {
                a += (bigEndian ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt32LittleEndian(bytes)) + b;
                b += (bigEndian ? BinaryPrimitives.ReadUInt32BigEndian(bytes[4..]) : BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..])) + a;
            }
        }

        return (a, b);
    }
}
