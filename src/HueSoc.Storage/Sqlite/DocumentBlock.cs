using System.Buffers.Binary;
using System.IO.Compression;
using System.Numerics;
using System.Text;
using HueSoc.Storage.EventStore;

namespace HueSoc.Storage.Sqlite;

/// <summary>
/// Events of one batch, compressed together: the bytes of a row of <c>blocks</c>. A block holds all of its events (number, key,
/// times, agency, document) under a checksum, so that a day can be rebuilt from its blocks alone, and what an event's row says can be checked.
/// </summary>
/// <remarks>
/// Little-endian: magic (4), CRC-32C of all that follows (4), number of the first event (8), slots (2), codec (1: 0 plain, 1 Brotli), 0 (1),
/// raw length (4), packed length (4), a bit for each slot that is used (lowest bit first), packed bytes. The used slots have consecutive numbers: slots of
/// duplicates are left unused. Raw: for each slot sender (2 + n), id (2 + n), received (16), time (8), ingested (8), agency (2 + n), length
/// of the document (4); then the documents.
/// </remarks>
internal sealed class DocumentBlock
{
    /// <summary>How a block begins.</summary>
    public const uint Magic = 0x31425348; // "HSB1"

    /// <summary>Bytes before the bits of the used slots.</summary>
    public const int HeaderLength = 28;

    /// <summary>The most bytes a block may unpack to.</summary>
    public const int MaxRawLength = 128 << 20;

    /// <summary>The most slots of a block.</summary>
    public const int MaxSlots = 4096;

    private readonly byte[] content;
    private readonly int[] starts;
    private readonly int[] documentStarts;
    private readonly long[] numbers;

    private DocumentBlock(byte[] content, int[] starts, int[] documentStarts, long[] numbers)
    {
        this.content = content;
        this.starts = starts;
        this.documentStarts = documentStarts;
        this.numbers = numbers;
    }

    /// <summary>How many slots there are.</summary>
    public int Slots => numbers.Length;

    /// <summary>Bytes in memory.</summary>
    public int Size => content.Length + (Slots * 16) + 100;

    /// <summary>The number of the event in a slot; 0 when the slot is unused.</summary>
    public long Sequence(int slot) => numbers[slot];

    /// <summary>The document in a slot.</summary>
    public ReadOnlyMemory<byte> Document(int slot) => content.AsMemory(documentStarts[slot], documentStarts[slot + 1] - documentStarts[slot]);

    /// <summary>The first 16 bytes of SHA-256 of the bytes as received, of the event in a slot.</summary>
    public UInt128 Received(int slot)
    {
        int at = starts[slot];
        Text(ref at);
        Text(ref at);
        return BinaryPrimitives.ReadUInt128BigEndian(content.AsSpan(at));
    }

    /// <summary>The event in a slot that is used.</summary>
    public StoredEvent Event(int slot)
    {
        int at = starts[slot];
        string sender = Text(ref at);
        string id = Text(ref at);
        long time = BinaryPrimitives.ReadInt64LittleEndian(content.AsSpan(at + 16));
        long ingested = BinaryPrimitives.ReadInt64LittleEndian(content.AsSpan(at + 24));
        at += 32;
        string agency = Text(ref at);
        return new()
        {
            Sequence = numbers[slot],
            Key = new(sender, id),
            Agency = agency,
            Timestamp = SqliteTime.From(time),
            Ingested = SqliteTime.From(ingested),
            Document = Document(slot),
        };
    }

    /// <summary>Unpacks a block; null when it is damaged.</summary>
    /// <param name="body">The bytes of the row.</param>
    public static DocumentBlock? TryDecode(ReadOnlySpan<byte> body)
    {
        if (body.Length < HeaderLength || BinaryPrimitives.ReadUInt32LittleEndian(body) != Magic ||
            BinaryPrimitives.ReadUInt32LittleEndian(body[4..]) != Checksum(body[8..]))
        {
            return null;
        }

        long first = BinaryPrimitives.ReadInt64LittleEndian(body[8..]);
        int slots = BinaryPrimitives.ReadUInt16LittleEndian(body[16..]);
        byte codec = body[18];
        int rawLength = BinaryPrimitives.ReadInt32LittleEndian(body[20..]);
        int packedLength = BinaryPrimitives.ReadInt32LittleEndian(body[24..]);
        int bits = (slots + 7) / 8;
        if (slots is 0 or > MaxSlots || rawLength is < 0 or > MaxRawLength || packedLength != body.Length - HeaderLength - bits)
            return null;
        byte[] raw = GC.AllocateUninitializedArray<byte>(rawLength);
        ReadOnlySpan<byte> packed = body[(HeaderLength + bits)..];
        if (codec == 0 && packedLength == rawLength)
            packed.CopyTo(raw);
        else if (codec != 1 || !BrotliDecoder.TryDecompress(packed, raw, out int written) || written != rawLength)
            return null;
        return Parse(raw, slots, first, body.Slice(HeaderLength, bits));
    }

    /// <summary>CRC-32C.</summary>
    internal static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        uint crc = uint.MaxValue;
        while (bytes.Length >= 8)
        {
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
            bytes = bytes[8..];
        }

        foreach (byte b in bytes)
            crc = BitOperations.Crc32C(crc, b);
        return ~crc;
    }

    private static DocumentBlock? Parse(byte[] raw, int slots, long first, ReadOnlySpan<byte> used)
    {
        int[] metas = new int[slots];
        int[] documents = new int[slots + 1];
        long[] sequences = new long[slots];
        long at = 0;
        long documentBytes = 0;
        long next = first;
        for (int i = 0; i < slots; i++)
        {
            metas[i] = (int)at;
            if (!Skip(raw, ref at, 0) || !Skip(raw, ref at, 32) || !Skip(raw, ref at, 4))
                return null;
            documents[i + 1] = BinaryPrimitives.ReadInt32LittleEndian(raw.AsSpan((int)at - 4));
            documentBytes += documents[i + 1];
            if (documents[i + 1] < 0)
                return null;
            if ((used[i >> 3] & (1 << (i & 7))) != 0)
                sequences[i] = next++;
        }

        if (at + documentBytes != raw.Length)
            return null;
        documents[0] = (int)at;
        for (int i = 0; i < slots; i++)
            documents[i + 1] += documents[i];
        return new(raw, metas, documents, sequences);
    }

    // Passes a text with its length, and some bytes of fixed length behind it.
    private static bool Skip(byte[] raw, ref long at, int behind)
    {
        if (at + 2 > raw.Length)
            return false;
        at += 2 + BinaryPrimitives.ReadUInt16LittleEndian(raw.AsSpan((int)at)) + behind;
        return at <= raw.Length;
    }

    private string Text(ref int at)
    {
        int length = BinaryPrimitives.ReadUInt16LittleEndian(content.AsSpan(at));
        string text = Encoding.UTF8.GetString(content.AsSpan(at + 2, length));
        at += 2 + length;
        return text;
    }
}
