namespace HueSoc.Sigma.Matching;

/// <summary>
/// Remembers which partition an event was sent to by the values of its gates. The next event of the same form has them in the same places, and they are
/// mostly the same: then they need not be looked up again.
/// </summary>
internal sealed class GateMemo
{
    // Of what comes from a file; the names of honest channels and providers are shorter.
    private const int LongestTexts = 512;

    private byte[] texts = [];
    private (int Source, int Length)[] gates = [];
    private Partition? partition;

    /// <summary>The partition, if an event has the gates that are remembered; else null.</summary>
    /// <param name="json">The event.</param>
    /// <param name="places">Where its values stand.</param>
    public Partition? Find(ReadOnlySpan<byte> json, ReadOnlySpan<(int Start, int Length)> places)
    {
        ReadOnlySpan<byte> rest = texts;
        foreach ((int source, int length) in gates)
        {
            if (places[source].Length != length || !json.Slice(places[source].Start, length).SequenceEqual(rest[..length]))
                return null;
            rest = rest[length..];
        }

        return partition;
    }

    /// <summary>Remembers the gates of an event, each of which has one value or none.</summary>
    /// <param name="json">The event.</param>
    /// <param name="places">Where its values stand.</param>
    /// <param name="sources">Which of them are those of its gates.</param>
    /// <param name="entered">The partition.</param>
    public void Keep(ReadOnlySpan<byte> json, ReadOnlySpan<(int Start, int Length)> places, ReadOnlySpan<int> sources, Partition entered)
    {
        int length = 0;
        foreach (int source in sources)
            length += places[source].Length;
        if (length > LongestTexts)
            return;
        if (texts.Length < length)
            texts = new byte[length];
        gates = new (int, int)[sources.Length];
        Span<byte> rest = texts;
        for (int i = 0; i < sources.Length; i++)
        {
            (int start, int own) = places[sources[i]];
            json.Slice(start, own).CopyTo(rest);
            rest = rest[own..];
            gates[i] = (sources[i], own);
        }

        partition = entered;
    }
}
