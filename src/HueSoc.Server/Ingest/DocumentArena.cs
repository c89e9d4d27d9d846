using System.Buffers;

namespace HueSoc.Server.Ingest;

/// <summary>Where the events of a request stand until the store has answered: a few large arrays out of the pool, within the budget.</summary>
internal sealed class DocumentArena(MemoryBudget budget)
{
    private const int SegmentBytes = 1 << 20;

    private readonly List<byte[]> segments = [];
    private long charged;
    private int used;

    /// <summary>Copies an event in.</summary>
    /// <returns>Where it stands; null when the budget is used up.</returns>
    public ReadOnlyMemory<byte>? Add(ReadOnlySpan<byte> document)
    {
        if (segments.Count == 0 || segments[^1].Length - used < document.Length)
        {
            // The first one is small, for requests with a single event in them.
            int size = Math.Max(segments.Count == 0 ? 64 << 10 : SegmentBytes, (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)document.Length));
            if (!budget.TryTake(size))
                return null;
            charged += size;
            segments.Add(ArrayPool<byte>.Shared.Rent(size));
            used = 0;
        }

        Memory<byte> place = segments[^1].AsMemory(used, document.Length);
        document.CopyTo(place.Span);
        used += document.Length;
        return place;
    }

    /// <summary>Gives everything back.</summary>
    /// <param name="reuse">False when somebody may still read it: then it is left to the garbage collector.</param>
    public void Free(bool reuse)
    {
        if (reuse)
        {
            foreach (byte[] segment in segments)
                ArrayPool<byte>.Shared.Return(segment);
        }

        segments.Clear();
        budget.Return(charged);
        charged = 0;
        used = 0;
    }
}
