using HueSoc.Sigma.Detections;
using HueSoc.Sigma.Matching;
using HueSoc.Sigma.Regexes;

namespace HueSoc.Sigma.Compilation;

/// <summary>A regular expression, looked at only where one of the literals it needs was found.</summary>
internal sealed class RegexAtom(RegexValue value, SigmaRegex regex) : Atom
{
    private readonly AtomLiteral[] literals =
        [.. regex.Required.Literals.Select(l => new AtomLiteral(LiteralKind.Contains, System.Text.Encoding.UTF8.GetBytes(l)))];

    /// <inheritdoc/>
    public override IReadOnlyList<AtomLiteral[]> Needs { get; } =
    [
        .. regex.Required.Alternatives.Select(a => a.Select(l => new AtomLiteral(LiteralKind.Contains, System.Text.Encoding.UTF8.GetBytes(l))).ToArray()),
    ];

    /// <inheritdoc/>
    public override string Key { get; } =
        $"re:{(value.IgnoreCase ? "i" : "")}{(value.Multiline ? "m" : "")}{(value.DotAll ? "s" : "")}:{value.Pattern}";

    /// <inheritdoc/>
    public override ReadOnlySpan<AtomLiteral> Literals => literals;

    /// <inheritdoc/>
    public override bool TestText(FieldValues values, int value)
    {
        ReadOnlySpan<byte> decoded = values.Decoded(value);
        if (decoded.Length < regex.Required.MinimumBytes)
            return false;
        switch (regex.IsMatch(values.Characters(value)))
        {
            case RegexOutcome.Yes:
                return true;
            case RegexOutcome.CutOff:
                values.ReportCutOff();
                return false;
            default:
                return false;
        }
    }
}
