using System.Buffers.Binary;

namespace HueSoc.Storage.Sqlite;

/// <summary>
/// Finds the document blocks in a damaged file, page by page, without what leads to them: every table leaf is taken for one of
/// <c>blocks</c>, and what its cells hold counts when it fits its checksum. Nothing is ever deleted from a day's file, so that every block that is found belongs to it.
/// </summary>
internal static class BlockSalvage
{
    private const int PageSize = DayFileWriter.PageSize;
    private const byte TableLeaf = 0x0D;
    private const int MaxLocal = PageSize - 35;
    private const int MinLocal = ((PageSize - 12) * 32 / 255) - 23;

    /// <summary>A block and where it is.</summary>
    /// <param name="First">The number of its first event.</param>
    /// <param name="Page">The page of its cell.</param>
    /// <param name="Cell">Which cell it is.</param>
    public readonly record struct Place(long First, uint Page, int Cell);

    /// <summary>The places of all blocks that are whole, by the number of their first event, each once.</summary>
    public static List<Place> Find(PageFile file, CancellationToken cancellationToken)
    {
        SortedDictionary<long, Place> places = [];
        byte[] page = new byte[PageSize];
        for (uint number = 1; number <= file.Count; number++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            file.Read(number, page);
            int header = Header(number);
            if (page[header] != TableLeaf)
                continue;
            int cells = BinaryPrimitives.ReadUInt16BigEndian(page.AsSpan(header + 3));
            for (int cell = 0; cell < cells && header + 10 + (cell * 2) <= PageSize; cell++)
            {
                if (Body(file, page, number, cell) is byte[] body && DocumentBlock.TryDecode(body) is not null)
                {
                    long first = BinaryPrimitives.ReadInt64LittleEndian(body.AsSpan(8));
                    places.TryAdd(first, new(first, number, cell));
                }
            }
        }

        return [.. places.Values];
    }

    /// <summary>The bytes of a block that was found.</summary>
    public static byte[]? Read(PageFile file, Place place)
    {
        byte[] page = new byte[PageSize];
        file.Read(place.Page, page);
        return Body(file, page, place.Page, place.Cell);
    }

    private static int Header(uint number) => number == 1 ? 100 : 0;

    // The bytes of a cell that looks like a row of "blocks": NULL (the key is the row's own number) and a blob that begins as blocks do.
    private static byte[]? Body(PageFile file, byte[] page, uint number, int cell)
    {
        int at = BinaryPrimitives.ReadUInt16BigEndian(page.AsSpan(Header(number) + 8 + (cell * 2)));
        if (!Variable(page, ref at, out long payload) || !Variable(page, ref at, out long _) || payload is < 4 or > int.MaxValue)
            return null;
        int local = Local((int)payload);
        if (at + local > PageSize)
            return null;
        ReadOnlySpan<byte> record = page.AsSpan(at, local);
        int position = 0;
        if (!Variable(record, ref position, out long headerLength) || !Variable(record, ref position, out long key) ||
            !Variable(record, ref position, out long type) || position != headerLength || key != 0 || type < 12 || (type & 1) != 0 ||
            (type - 12) / 2 != payload - headerLength || record.Length < position + 4 ||
            BinaryPrimitives.ReadUInt32LittleEndian(record[position..]) != DocumentBlock.Magic)
        {
            return null;
        }

        byte[] body = new byte[payload - headerLength];
        record[position..].CopyTo(body);
        return Overflow(file, page, at + local, body, local - position) ? body : null;
    }

    // How much of a payload is on the leaf itself.
    private static int Local(int payload)
    {
        if (payload <= MaxLocal)
            return payload;
        int rest = MinLocal + ((payload - MinLocal) % (PageSize - 4));
        return rest <= MaxLocal ? rest : MinLocal;
    }

    private static bool Overflow(PageFile file, byte[] page, int at, byte[] body, int filled)
    {
        if (filled == body.Length)
            return true;
        if (at + 4 > PageSize)
            return false;
        uint next = BinaryPrimitives.ReadUInt32BigEndian(page.AsSpan(at));
        byte[] more = new byte[PageSize];
        while (filled < body.Length)
        {
            if (next is 0 || next > file.Count)
                return false;
            file.Read(next, more);
            int count = Math.Min(PageSize - 4, body.Length - filled);
            more.AsSpan(4, count).CopyTo(body.AsSpan(filled));
            filled += count;
            next = BinaryPrimitives.ReadUInt32BigEndian(more);
        }

        return true;
    }

    private static bool Variable(ReadOnlySpan<byte> bytes, ref int at, out long value)
    {
        value = 0;
        for (int i = 0; i < 9; i++)
        {
            if (at >= bytes.Length)
                return false;
            byte b = bytes[at++];
            if (i == 8)
            {
                value = (value << 8) | b;
                return true;
            }

            value = (value << 7) | (b & 0x7Fu);
            if (b < 0x80)
                return true;
        }

        return false;
    }
}
