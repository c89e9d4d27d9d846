using HueSoc.Sigma.Detections;

namespace HueSoc.Sigma.Modifiers;

/// <summary>re: the value is a regular expression and read as written, without Sigma's wildcards and escapes.</summary>
#pragma warning disable MA0048 // The modifier and its flags are one thing.
internal sealed class RegexModifier() : ValueModifier("re", ModifierKind.Regex)
{
    /// <inheritdoc/>
    public override Modified Apply(SigmaValue value) => value switch
    {
        RegexValue => value, // ModifierChain reads the value of an item with 're' as a RegexValue from the start.
        _ => Modified.Wrong("'re' needs a text"),
    };
}

/// <summary>i, m, s: the flags of re.</summary>
internal sealed class RegexFlagModifier(string name, Func<RegexValue, RegexValue> set) : ValueModifier(name, ModifierKind.RegexFlag)
{
    /// <inheritdoc/>
    public override Modified Apply(SigmaValue value) =>
        value is RegexValue regex ? set(regex) : Modified.Wrong($"'{Name}' needs 're' before it");
}
