namespace HueSoc.Sigma.Matching;

/// <summary>
/// What a sample of a partition's events has shown: how often each predicate held or was worth testing, how long the
/// fields are, and which byte triples are common in them. The first events are all looked at, later ones now and then,
/// until enough is known. Its methods are called under a lock on it.
/// </summary>
/// <param name="partition">The partition.</param>
internal sealed class Profile(Partition partition)
{
    private const int FirstPlanAt = 32;
    private const int LastPlanAt = 256;
    private const int Stride = 32;
    private const int MaxTextBytes = 4096;

    private readonly int[] hits = new int[partition.Predicates.Length];
    private readonly long[] bytes = new long[partition.Fields.Length];
    private readonly GramCounts?[] grams = new GramCounts?[partition.Fields.Length];
    private GramCounts? events;

    /// <summary>How many events have been looked at.</summary>
    public int Samples { get; private set; }

    /// <summary>Whether enough is known.</summary>
    public bool IsComplete => Samples >= LastPlanAt;

    /// <summary>Whether an event should be looked at.</summary>
    /// <param name="number">The number of the event among those the matcher has sent here.</param>
    public bool Wants(int number) => Samples < FirstPlanAt || (Samples < LastPlanAt && number % Stride == 0);

    /// <summary>Counts an event of which all literals were looked for.</summary>
    /// <param name="holds">Whether a predicate holds, or is worth testing.</param>
    /// <returns>Whether it is time for a new plan.</returns>
    public bool Count(Func<int, bool> holds)
    {
        for (int p = 0; p < hits.Length; p++)
        {
            if (holds(p))
                hits[p]++;
        }

        Samples++;
        return Samples is FirstPlanAt or LastPlanAt;
    }

    /// <summary>Counts a field's text.</summary>
    public void Count(int field, ReadOnlySpan<byte> folded)
    {
        bytes[field] += folded.Length;
        if (partition.Fields[field].Contained.Count > 0)
            (grams[field] ??= new()).Add(folded[..Math.Min(folded.Length, MaxTextBytes)]);
    }

    /// <summary>Counts a whole event, keys and all.</summary>
    /// <param name="folded">The event as it is written, with ASCII letters folded.</param>
    public void Count(ReadOnlySpan<byte> folded) => (events ??= new()).Add(folded[..Math.Min(folded.Length, MaxTextBytes)]);

    /// <summary>How likely a predicate holds; a guess when nothing was measured.</summary>
    public double Likelihood(int predicate, double guess) => Samples == 0 ? guess : (hits[predicate] + (0.25 * guess)) / (Samples + 0.25);

    /// <summary>The mean length of a field's text in bytes; a guess when nothing was measured.</summary>
    public double MeanLength(int field, double guess) => Samples == 0 ? guess : (double)bytes[field] / Samples;

    /// <summary>The common byte triples of a field.</summary>
    public GramCounts Grams(int field) => grams[field] ?? new();

    /// <summary>The common byte triples of whole events.</summary>
    public GramCounts EventGrams() => events ?? new();

    /// <summary>Lets go of what only the making of plans needed.</summary>
    public void Release()
    {
        Array.Clear(grams);
        events = null;
    }
}
