using HueSoc.Events.Readers;

namespace HueSoc.Events.Evtx;

/// <summary>The chunks in a batch, as they were read, until the thread that has the batch makes events of them.</summary>
/// <param name="maxEventBytes">The longest event.</param>
internal sealed class EvtxBatch(int maxEventBytes) : IBatchDecoder
{
    private readonly EvtxDecoder decoder = new(maxEventBytes);
    private readonly List<EvtxPiece> pieces = [];

    /// <summary>The chunks, each in 64 KiB of its own.</summary>
    public byte[] Chunks { get; private set; } = [];

    /// <summary>How many there are.</summary>
    public int Count => pieces.Count;

    /// <summary>Whether the file was not closed.</summary>
    public bool IsDirty { get; set; }

    /// <summary>The longest event.</summary>
    public int MaxEventBytes => maxEventBytes;

    /// <summary>Begins again, with room for some chunks.</summary>
    public void Clear(int count)
    {
        pieces.Clear();
        if (Chunks.Length < count * EvtxChunkHeader.ChunkBytes)
            Chunks = GC.AllocateUninitializedArray<byte>(count * EvtxChunkHeader.ChunkBytes);
    }

    /// <summary>Where the next chunk goes.</summary>
    public Span<byte> Next => Chunks.AsSpan(pieces.Count * EvtxChunkHeader.ChunkBytes, EvtxChunkHeader.ChunkBytes);

    /// <summary>Takes what is in <see cref="Next"/> for a chunk.</summary>
    public void Add(EvtxPiece piece)
    {
        Next[piece.Length..].Clear();
        pieces.Add(piece);
    }

    /// <inheritdoc/>
    public void Decode(EventBatch batch)
    {
        decoder.Output.Clear();
        for (int i = 0; i < pieces.Count; i++)
        {
            ReadOnlySpan<byte> chunk = Chunks.AsSpan(i * EvtxChunkHeader.ChunkBytes, EvtxChunkHeader.ChunkBytes);
            decoder.Decode(batch, chunk, pieces[i].Length, pieces[i].Offset, IsDirty);
        }

        batch.Buffer = decoder.Output.Array;
    }
}
