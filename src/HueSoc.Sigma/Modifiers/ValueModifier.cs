using HueSoc.Sigma.Detections;

namespace HueSoc.Sigma.Modifiers;

/// <summary>What a modifier is for; of most kinds a chain may hold one.</summary>
#pragma warning disable MA0048 // The contract and the words it is made of.
internal enum ModifierKind
{
    /// <summary>Where in the value the text stands: contains, startswith, endswith.</summary>
    Position,

    /// <summary>All values instead of one: all.</summary>
    List,

    /// <summary>The outcome is inverted: neq.</summary>
    Negation,

    /// <summary>Upper and lower case differ: cased.</summary>
    Case,

    /// <summary>The text's UTF-16 bytes: utf16le, utf16be, utf16, wide.</summary>
    Encoding,

    /// <summary>The text's Base64: base64, base64offset.</summary>
    Base64,

    /// <summary>Dashes: windash.</summary>
    Dash,

    /// <summary>Placeholders: expand.</summary>
    Placeholder,

    /// <summary>A regular expression: re.</summary>
    Regex,

    /// <summary>A flag of a regular expression: i, m, s.</summary>
    RegexFlag,

    /// <summary>An IP network: cidr.</summary>
    Network,

    /// <summary>A number: lt, lte, gt, gte.</summary>
    Comparison,

    /// <summary>A part of a time: minute … year.</summary>
    TimePart,

    /// <summary>Presence: exists.</summary>
    Existence,

    /// <summary>Another field: fieldref.</summary>
    FieldReference,
}

/// <summary>
/// A modifier (Sigma modifiers appendix 2.1). A new one is a class or an entry in <see cref="ModifierRegistry"/>; which
/// kinds go together is in <see cref="ModifierChain"/>.
/// </summary>
/// <param name="name">The name as rules write it.</param>
/// <param name="kind">What it is for.</param>
internal abstract class ValueModifier(string name, ModifierKind kind)
{
    /// <summary>The name as rules write it.</summary>
    public string Name { get; } = name;

    /// <summary>What it is for.</summary>
    public ModifierKind Kind { get; } = kind;

    /// <summary>The name of which this one is an alias; the name itself when it is none.</summary>
    public string Canonical { get; init; } = name;

    /// <summary>Applies the modifier to one value.</summary>
    /// <param name="value">The value after the modifiers before this one; never an <see cref="AnyOfValue"/>.</param>
    /// <returns>The new value, or what is wrong with the old one.</returns>
    public abstract Modified Apply(SigmaValue value);
}

/// <summary>What a modifier made of a value.</summary>
/// <param name="Value">The new value; null when there is an error.</param>
/// <param name="Error">What is wrong, in one sentence.</param>
internal readonly record struct Modified(SigmaValue? Value, string? Error)
{
    public static implicit operator Modified(SigmaValue value) => new(value, null);

    /// <summary>An error.</summary>
    public static Modified Wrong(string error) => new(null, error);
}
