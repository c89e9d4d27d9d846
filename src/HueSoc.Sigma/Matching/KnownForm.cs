namespace HueSoc.Sigma.Matching;

/// <summary>A value that a matcher keeps of the events of one form.</summary>
/// <param name="Source">Which of the event's values it is.</param>
/// <param name="Next">The next one of the same slot, or -1.</param>
/// <param name="IsSpaced">Whether a key on the way to it was only found without its spaces.</param>
#pragma warning disable MA0048 // The form and what it is made of are one thing.
internal readonly record struct KnownValue(int Source, int Next, bool IsSpaced);

/// <summary>What the values of the events of one form are to a matcher.</summary>
/// <param name="Values">The values that are kept, in order. One that several slots take is kept for each of them.</param>
/// <param name="ValueOf">The first of them for each of the event's values; -1 for one that is not kept.</param>
/// <param name="Heads">The first value of each slot, or -1.</param>
/// <param name="HasSpaced">Whether one of them is spaced.</param>
internal sealed record KnownForm(KnownValue[] Values, int[] ValueOf, int[] Heads, bool HasSpaced)
{
    /// <summary>Which partition the last event of the form was sent to, and by what.</summary>
    public GateMemo Gates { get; } = new();
}
