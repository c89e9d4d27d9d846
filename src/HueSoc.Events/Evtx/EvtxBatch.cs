using HueSoc.Events.Normalisers;
using HueSoc.Events.Readers;

namespace HueSoc.Events.Evtx;

/// <summary>The chunks in a batch, as they were read, until the thread that has the batch makes events of them.</summary>
/// <param name="maxEventBytes">The longest event.</param>
internal sealed class EvtxBatch(int maxEventBytes) : IBatchDecoder
{
    // The JSON of most full chunks is no longer than that.
    private const int Growth = 4;

    private EvtxDecoder decoder = new(maxEventBytes);
    private ScriptOrder? order;
    private NormaliserContext? context;
    private long turn;
    private readonly List<EvtxPiece> pieces = [];

    /// <summary>The chunks, each in 64 KiB of its own, and behind them room for what is read ahead.</summary>
    public byte[] Chunks { get; private set; } = [];

    /// <summary>How many there are.</summary>
    public int Count => pieces.Count;

    /// <summary>Whether the file was not closed.</summary>
    public bool IsDirty { get; set; }

    /// <summary>The longest event.</summary>
    public int MaxEventBytes => maxEventBytes;

    /// <summary>Sets what comes of its events beside what Windows wrote.</summary>
    /// <param name="scripts">Parts of scripts in the file; null for no ECS.</param>
    public void AddEcs(ScriptOrder? scripts)
    {
        if (scripts is null)
            context = null;
        else if (context is null || !ReferenceEquals(order, scripts))
            context = new NormaliserContext(TimeZoneInfo.Utc) { ScriptBlocks = scripts.Blocks, ScriptTurn = AwaitTurn };
        order = scripts;
        decoder.Context = context;
        turn = scripts?.Take() ?? 0;
    }

    /// <summary>Begins again, with room for some chunks.</summary>
    public void Clear(int count)
    {
        pieces.Clear();
        int bytes = ((count + 1) * EvtxChunkHeader.ChunkBytes) + EvtxChunkHeader.Records;
        if (Chunks.Length < bytes)
            Chunks = GC.AllocateUninitializedArray<byte>(bytes);
    }

    /// <summary>Where the next chunk goes: room for it and for as much of the one after it as it takes to know its header.</summary>
    public Span<byte> Next => Chunks.AsSpan(pieces.Count * EvtxChunkHeader.ChunkBytes, EvtxChunkHeader.ChunkBytes + EvtxChunkHeader.Records);

    /// <summary>Takes what is at the beginning of <see cref="Next"/> for a chunk.</summary>
    /// <param name="piece">The chunk.</param>
    /// <param name="ahead">How many bytes there are behind it; they are at the beginning of <see cref="Next"/> afterwards.</param>
    public void Add(EvtxPiece piece, int ahead)
    {
        if (piece.Length < EvtxChunkHeader.ChunkBytes)
        {
            Span<byte> rest = Next.Slice(piece.Length, ahead);
            rest.CopyTo(Chunks.AsSpan((pieces.Count + 1) * EvtxChunkHeader.ChunkBytes));
            Next[piece.Length..EvtxChunkHeader.ChunkBytes].Clear();
        }

        pieces.Add(piece);
    }

    /// <inheritdoc/>
    public void Decode(EventBatch batch)
    {
        // What somebody made to fill it is let go of.
        if (decoder.IsFull)
            decoder = new(maxEventBytes) { Context = context };
        decoder.Output.Clear();
        decoder.Output.Reserve(pieces.Count * EvtxChunkHeader.ChunkBytes * Growth);
        decoder.Places.Clear();
        batch.Places = decoder.Places;
        try
        {
            for (int i = 0; i < pieces.Count; i++)
            {
                ReadOnlySpan<byte> chunk = Chunks.AsSpan(i * EvtxChunkHeader.ChunkBytes, EvtxChunkHeader.ChunkBytes);
                decoder.Decode(batch, chunk, pieces[i].Length, pieces[i].Offset, IsDirty, pieces[i].IsSound);
            }
        }
        finally
        {
            // Whatever happens, nobody waits for this batch any longer.
            order?.End(turn);
        }

        batch.Buffer = decoder.Output.Array;
    }

    /// <inheritdoc/>
    public void Abandon() => order?.End(turn);

    private void AwaitTurn() => order!.Wait(turn);
}
