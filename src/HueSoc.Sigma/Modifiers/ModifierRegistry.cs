using System.Collections.Frozen;
using System.Text;
using HueSoc.Sigma.Detections;

namespace HueSoc.Sigma.Modifiers;

/// <summary>All modifiers by name. A new one is one line here.</summary>
internal static class ModifierRegistry
{
    /// <summary>The modifiers; an alias is an entry of its own.</summary>
    public static FrozenDictionary<string, ValueModifier> All { get; } = new ValueModifier[]
    {
        new PositionModifier("contains", before: true, after: true, FieldComparison.Contains),
        new PositionModifier("startswith", before: false, after: true, FieldComparison.StartsWith),
        new PositionModifier("endswith", before: true, after: false, FieldComparison.EndsWith),
        new FlagModifier("all", ModifierKind.List),
        new FlagModifier("neq", ModifierKind.Negation),
        new CasedModifier(),
        new ExistsModifier(),
        new RegexModifier(),
        new RegexFlagModifier("i", r => r with { IgnoreCase = true }),
        new RegexFlagModifier("ignorecase", r => r with { IgnoreCase = true }) { Canonical = "i" },
        new RegexFlagModifier("m", r => r with { Multiline = true }),
        new RegexFlagModifier("multiline", r => r with { Multiline = true }) { Canonical = "m" },
        new RegexFlagModifier("s", r => r with { DotAll = true }),
        new RegexFlagModifier("dotall", r => r with { DotAll = true }) { Canonical = "s" },
        CidrModifier.Create(),
        EncodingModifiers.Base64(Encoding.UTF8),
        EncodingModifiers.Base64Offset(Encoding.UTF8),
        EncodingModifiers.Utf16("utf16le", Encoding.Unicode, byteOrderMark: false),
        EncodingModifiers.Utf16("wide", Encoding.Unicode, byteOrderMark: false),
        EncodingModifiers.Utf16("utf16be", Encoding.BigEndianUnicode, byteOrderMark: false),
        EncodingModifiers.Utf16("utf16", Encoding.Unicode, byteOrderMark: true),
        new WindashModifier(),
        new ComparisonModifier("lt", Comparison.Less),
        new ComparisonModifier("lte", Comparison.LessOrEqual),
        new ComparisonModifier("gt", Comparison.Greater),
        new ComparisonModifier("gte", Comparison.GreaterOrEqual),
        new TimePartModifier("minute", TimePart.Minute),
        new TimePartModifier("hour", TimePart.Hour),
        new TimePartModifier("day", TimePart.Day),
        new TimePartModifier("week", TimePart.Week),
        new TimePartModifier("month", TimePart.Month),
        new TimePartModifier("year", TimePart.Year),
        ExpandModifier.Create(),
        new FieldReferenceModifier(),
    }.ToFrozenDictionary(m => m.Name, StringComparer.Ordinal);

    /// <summary>The Base64 modifiers as they are after a UTF-16 modifier: the characters of the text are bytes already.</summary>
    public static FrozenDictionary<string, ValueModifier> OnBytes { get; } = new[]
    {
        EncodingModifiers.Base64(Encoding.Latin1),
        EncodingModifiers.Base64Offset(Encoding.Latin1),
    }.ToFrozenDictionary(m => m.Name, StringComparer.Ordinal);
}
