using HueSoc.Sigma.Detections;
using HueSoc.Sigma.Matching;
using HueSoc.Sigma.Text;

namespace HueSoc.Sigma.Compilation;

/// <summary>A text that ignores case and is anchored in one of the four simple ways.</summary>
#pragma warning disable MA0048 // The ways a text is compared.
internal sealed class LiteralAtom(AtomLiteral literal) : Atom
{
    private readonly AtomLiteral[] literals = [literal];

    /// <inheritdoc/>
    public override string Key { get; } = $"{(char)('0' + (int)literal.Kind)}{System.Text.Encoding.Latin1.GetString(literal.Bytes)}";

    /// <inheritdoc/>
    public override ReadOnlySpan<AtomLiteral> Literals => literals;

    /// <inheritdoc/>
    public override bool IsLiteral => true;

    /// <inheritdoc/>
    public override bool TestText(FieldValues values, int value) => literals[0].Holds(values.Folded(value));
}

/// <summary>A text with wildcards inside, or one for which case matters.</summary>
internal sealed class PatternAtom : Atom
{
    private readonly WildcardPattern pattern;
    private readonly AtomLiteral[] literals;

    private PatternAtom(SigmaString text, bool cased)
    {
        pattern = WildcardPattern.Create(text, cased);
        Key = $"{(cased ? "cased" : "pattern")}:{text}";
        WildcardPattern folded = cased ? WildcardPattern.Create(text, cased: false) : pattern;
        literals = Gate(folded);
        Needs = folded.Class == WildcardClass.General ? [.. Fragments(folded).Select(f => new[] { f })] : [];
    }

    /// <inheritdoc/>
    public override string Key { get; }

    /// <inheritdoc/>
    public override ReadOnlySpan<AtomLiteral> Literals => literals;

    /// <inheritdoc/>
    public override IReadOnlyList<AtomLiteral[]> Needs { get; }

    /// <summary>The atom that a text makes.</summary>
    /// <param name="text">The text.</param>
    /// <param name="cased">Whether case matters.</param>
    public static Atom Create(SigmaString text, bool cased)
    {
        // Nearly all texts are a literal with stars around it at most; they need no pattern to be told apart.
        ReadOnlySpan<SigmaStringPart> parts = text.Parts.AsSpan();
        bool before = parts.Length > 0 && parts[0].Kind == SigmaStringPartKind.AnyRun;
        bool after = parts.Length > (before ? 1 : 0) && parts[^1].Kind == SigmaStringPartKind.AnyRun;
        ReadOnlySpan<SigmaStringPart> middle = parts[(before ? 1 : 0)..(parts.Length - (after ? 1 : 0))];
        if (cased || middle.Length > 1 || (middle.Length == 1 && middle[0].Kind != SigmaStringPartKind.Literal))
            return new PatternAtom(text, cased);
        if (middle.IsEmpty)
            return before ? new AnyTextAtom() : new LiteralAtom(new(LiteralKind.Exact, []));
        LiteralKind kind = (before, after) switch
        {
            (true, true) => LiteralKind.Contains,
            (true, false) => LiteralKind.Suffix,
            (false, true) => LiteralKind.Prefix,
            _ => LiteralKind.Exact,
        };
        return new LiteralAtom(new(kind, SimpleCaseFolding.FoldToUtf8(middle[0].Text)));
    }

    /// <inheritdoc/>
    public override bool TestText(FieldValues values, int value) =>
        pattern.IsMatch(pattern.Cased ? values.Decoded(value) : values.Folded(value));

    private static LiteralKind KindOf(WildcardClass simple) => simple switch
    {
        WildcardClass.Exact => LiteralKind.Exact,
        WildcardClass.StartsWith => LiteralKind.Prefix,
        WildcardClass.EndsWith => LiteralKind.Suffix,
        _ => LiteralKind.Contains,
    };

    /// <summary>The longest fragment; the ends count double, since they are found without reading the text.</summary>
    private static AtomLiteral[] Gate(WildcardPattern folded)
    {
        if (folded.Class != WildcardClass.General)
            return folded.Class == WildcardClass.Exact || folded.Fragment.Length > 0 ? [new(KindOf(folded.Class), folded.Fragment)] : [];
        return [.. Fragments(folded).OrderByDescending(l => l.Bytes.Length * (l.Kind == LiteralKind.Contains ? 1 : 2)).Take(1)];
    }

    private static IEnumerable<AtomLiteral> Fragments(WildcardPattern folded) => new AtomLiteral[]
    {
        new(LiteralKind.Prefix, folded.Prefix),
        new(LiteralKind.Suffix, folded.Suffix),
    }.Concat(folded.Inner.Select(i => new AtomLiteral(LiteralKind.Contains, i))).Where(l => l.Bytes.Length > 0);
}

/// <summary><c>*</c> alone: any text, the empty one included.</summary>
internal sealed class AnyTextAtom : Atom
{
    /// <inheritdoc/>
    public override string Key => "any";

    /// <inheritdoc/>
    public override bool TestText(FieldValues values, int value) => true;
}
