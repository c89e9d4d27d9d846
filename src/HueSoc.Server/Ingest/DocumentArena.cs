namespace HueSoc.Server.Ingest;

/// <summary>Where the events of a request stand until the store has answered: a few large buffers within the budget.</summary>
internal sealed class DocumentArena(MemoryBudget budget)
{
    private const int FirstBytes = 64 << 10;
    private const int SegmentBytes = 1 << 20;

    private readonly List<byte[]> segments = [];
    private int used;

    /// <summary>Copies an event in.</summary>
    /// <returns>Where it stands; null when the budget is used up.</returns>
    public ReadOnlyMemory<byte>? Add(ReadOnlySpan<byte> document)
    {
        if (segments.Count == 0 || segments[^1].Length - used < document.Length)
        {
            // The first one is small, for requests with a single event in them.
            if (!budget.TryRent(Math.Max(segments.Count == 0 ? FirstBytes : SegmentBytes, document.Length), out byte[]? segment))
                return null;
            segments.Add(segment);
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
        foreach (byte[] segment in segments)
            budget.Return(segment, reuse);
        segments.Clear();
        used = 0;
    }
}
