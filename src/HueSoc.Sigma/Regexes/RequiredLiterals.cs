using System.Collections.Immutable;
using System.Text;
using HueSoc.Sigma.Text;

namespace HueSoc.Sigma.Regexes;

/// <summary>
/// What a text must hold for a pattern to be found in it, so that the pattern need only be tried where it does. The
/// strings are folded by <see cref="SimpleCaseFolding"/> and are to be looked for in folded text; that is sound for
/// patterns that tell the cases apart too.
/// </summary>
internal sealed class RequiredLiterals
{
    /// <summary>The most sets in <see cref="Alternatives"/>.</summary>
    public const int MaxAlternatives = 8;

    private RequiredLiterals(ImmutableArray<ImmutableArray<string>> alternatives, int minimumBytes)
    {
        Alternatives = alternatives;
        MinimumBytes = minimumBytes;
    }

    /// <summary>The best set: every text with a match contains at least one of its strings. Empty when nothing is known.</summary>
    public ImmutableArray<string> Literals => Alternatives.IsEmpty ? [] : Alternatives[0];

    /// <summary>All sets that were found, the presumably rarest first; each by itself has the property of <see cref="Literals"/>. At most 16 strings each.</summary>
    public ImmutableArray<ImmutableArray<string>> Alternatives { get; }

    /// <summary>The fewest UTF-8 bytes, folded or not, of a text with a match; 0 when nothing is known.</summary>
    public int MinimumBytes { get; }

    /// <summary>Finds what a pattern requires.</summary>
    /// <param name="root">The pattern.</param>
    public static RequiredLiterals Of(RegexNode root)
    {
        LiteralCollector collector = new();
        collector.Walk(root);
        collector.Gap();
        return new RequiredLiterals([.. collector.Best(MaxAlternatives)], (int)Math.Min(MinimumLength(root), int.MaxValue));
    }

    private static long MinimumLength(RegexNode node) => node switch
    {
        SetNode set => MinimumLength(set.Set),
        SequenceNode sequence => sequence.Parts.Sum(MinimumLength),
        AlternationNode alternation => alternation.Branches.Min(MinimumLength),
        RepeatNode repeat => Math.Min(MinimumLength(repeat.Child) * repeat.Minimum, int.MaxValue),
        CaptureNode capture => MinimumLength(capture.Child),
        AtomicNode atomic => MinimumLength(atomic.Child),
        _ => 0,
    };

    // A long set is not walked: one byte is true of every set. An invalid byte is read as U+FFFD.
    private static long MinimumLength(CodePointSet set) =>
        set.Ranges.IsEmpty || set.Ranges[0].First < 0x80 || set.Count > LiteralCollector.MaxStrings * 4
            ? 1
            : set.CodePoints.Min(c => c == Rune.ReplacementChar.Value ? 1 : Math.Min(Utf8Length(c), Utf8Length(SimpleCaseFolding.Fold(c))));

    private static int Utf8Length(int codePoint) => codePoint switch
    {
        < 0x80 => 1,
        < 0x800 => 2,
        < 0x10000 => 3,
        _ => 4,
    };
}
