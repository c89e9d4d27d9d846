using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using HueSoc.Storage.EventStore;

namespace HueSoc.Storage.Sqlite;

/// <summary>Packs events into a block (<see cref="DocumentBlock"/>). The events are copied; their memory is free afterwards.</summary>
internal sealed class DocumentBlockBuilder
{
    /// <summary>Where a block ends, unless one document is longer: bytes of documents.</summary>
    public const int TargetLength = 32 << 10;

    private const int Quality = 1;
    private const int Window = 18;

    private readonly byte[] content;
    private readonly int[] starts;
    private readonly byte[] finished;
    private readonly int mapLength;

    private DocumentBlockBuilder(byte[] content, int[] starts, byte[] finished, int mapLength)
    {
        this.content = content;
        this.starts = starts;
        this.finished = finished;
        this.mapLength = mapLength;
    }

    /// <summary>How many slots there are.</summary>
    public int Slots => starts.Length - 1;

    /// <summary>Bytes it takes in memory until it is written.</summary>
    public int Size => content.Length + finished.Length;

    /// <summary>A document as it was packed: a copy, which stays.</summary>
    public ReadOnlyMemory<byte> Document(int slot) => content.AsMemory(starts[slot], starts[slot + 1] - starts[slot]);

    /// <summary>Packs events.</summary>
    /// <param name="events">Between 1 and <see cref="DocumentBlock.MaxSlots"/>, with keys of valid length.</param>
    public static DocumentBlockBuilder Pack(ReadOnlySpan<EventToAppend> events)
    {
        int length = 0;
        foreach (EventToAppend e in events)
        {
            length += 42 + Encoding.UTF8.GetByteCount(e.Key.Sender) + Encoding.UTF8.GetByteCount(e.Key.Id) +
                Encoding.UTF8.GetByteCount(e.Agency) + e.Document.Length;
        }

        byte[] raw = GC.AllocateUninitializedArray<byte>(length);
        int at = 0;
        foreach (EventToAppend e in events)
        {
            Put(raw, ref at, e.Key.Sender);
            Put(raw, ref at, e.Key.Id);
            BinaryPrimitives.WriteUInt128BigEndian(raw.AsSpan(at), e.ReceivedHash);
            BinaryPrimitives.WriteInt64LittleEndian(raw.AsSpan(at + 16), SqliteTime.Of(e.Timestamp));
            BinaryPrimitives.WriteInt64LittleEndian(raw.AsSpan(at + 24), SqliteTime.Of(e.Ingested));
            at += 32;
            Put(raw, ref at, e.Agency);
            BinaryPrimitives.WriteInt32LittleEndian(raw.AsSpan(at), e.Document.Length);
            at += 4;
        }

        int[] documents = new int[events.Length + 1];
        for (int i = 0; i < events.Length; i++)
        {
            documents[i] = at;
            events[i].Document.Span.CopyTo(raw.AsSpan(at));
            at += events[i].Document.Length;
        }

        documents[^1] = at;
        return Compress(raw, documents);
    }

    /// <summary>The bytes for the row.</summary>
    /// <param name="first">The number of the first event that is stored.</param>
    /// <param name="used">For each slot whether its event is stored; those that are have consecutive numbers.</param>
    public ReadOnlySpan<byte> Finish(long first, ReadOnlySpan<bool> used)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(finished, DocumentBlock.Magic);
        BinaryPrimitives.WriteInt64LittleEndian(finished.AsSpan(8), first);
        Span<byte> map = finished.AsSpan(DocumentBlock.HeaderLength, mapLength);
        map.Clear();
        for (int i = 0; i < used.Length; i++)
        {
            if (used[i])
                map[i >> 3] |= (byte)(1 << (i & 7));
        }

        BinaryPrimitives.WriteUInt32LittleEndian(finished.AsSpan(4), DocumentBlock.Checksum(finished.AsSpan(8)));
        return finished;
    }

    private static DocumentBlockBuilder Compress(byte[] raw, int[] documents)
    {
        int slots = documents.Length - 1;
        int bits = (slots + 7) / 8;
        int start = DocumentBlock.HeaderLength + bits;
        byte[] room = ArrayPool<byte>.Shared.Rent(BrotliEncoder.GetMaxCompressedLength(raw.Length));
        bool smaller = BrotliEncoder.TryCompress(raw, room, out int packed, Quality, Window) && packed < raw.Length;
        ReadOnlySpan<byte> payload = smaller ? room.AsSpan(0, packed) : raw;
        byte[] body = GC.AllocateUninitializedArray<byte>(start + payload.Length);
        payload.CopyTo(body.AsSpan(start));
        ArrayPool<byte>.Shared.Return(room);
        BinaryPrimitives.WriteUInt16LittleEndian(body.AsSpan(16), (ushort)slots);
        body[18] = smaller ? (byte)1 : (byte)0;
        body[19] = 0;
        BinaryPrimitives.WriteInt32LittleEndian(body.AsSpan(20), raw.Length);
        BinaryPrimitives.WriteInt32LittleEndian(body.AsSpan(24), payload.Length);
        return new(raw, documents, body, bits);
    }

    private static void Put(byte[] raw, ref int at, string text)
    {
        int length = Encoding.UTF8.GetBytes(text, raw.AsSpan(at + 2));
        BinaryPrimitives.WriteUInt16LittleEndian(raw.AsSpan(at), checked((ushort)length));
        at += 2 + length;
    }
}
