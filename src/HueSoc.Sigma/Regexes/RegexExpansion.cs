namespace HueSoc.Sigma.Regexes;

/// <summary>How much longer a pattern would be if its counted repeats were written out.</summary>
internal static class RegexExpansion
{
    private const long Enough = int.MaxValue;

    /// <summary>The single characters that its counted repeats stand for, beyond those that are written; at most 2³¹.</summary>
    public static long Of(RegexNode root)
    {
        (long written, long expanded) = Measure(root);
        return Math.Min(expanded - written, Enough);
    }

    private static (long Written, long Expanded) Measure(RegexNode node) => node switch
    {
        SetNode or BackreferenceNode => (1, 1),
        SequenceNode sequence => Sum(sequence.Parts),
        AlternationNode alternation => Sum(alternation.Branches),
        CaptureNode capture => Measure(capture.Child),
        AtomicNode atomic => Measure(atomic.Child),
        LookNode look => Measure(look.Child),
        RepeatNode repeat => Times(Measure(repeat.Child), Math.Max(repeat.Maximum ?? repeat.Minimum, 1)),
        _ => (0, 0),
    };

    private static (long Written, long Expanded) Sum(IEnumerable<RegexNode> nodes)
    {
        (long written, long expanded) = (0L, 0L);
        foreach (RegexNode node in nodes)
        {
            (long w, long e) = Measure(node);
            (written, expanded) = (written + w, Math.Min(expanded + e, Enough));
        }

        return (written, expanded);
    }

    private static (long Written, long Expanded) Times((long Written, long Expanded) one, int times) =>
        (one.Written, Math.Min(one.Expanded * times, Enough));
}
