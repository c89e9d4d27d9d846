using System.Collections.Immutable;

namespace HueSoc.Sigma.Detections;

/// <summary>A value of a detection item after its modifiers have been applied.</summary>
#pragma warning disable MA0048 // One small closed hierarchy reads best in one place.
public abstract record SigmaValue;

/// <summary>
/// A text with wildcards, compared with the whole of a field's value. For a keyword (an item without a field) it may
/// stand anywhere in a value.
/// </summary>
/// <param name="Text">The text.</param>
/// <param name="Cased">Whether upper and lower case differ.</param>
public sealed record StringValue(SigmaString Text, bool Cased = false) : SigmaValue;

/// <summary>A number, compared as the text it was written as: 5 equals "5".</summary>
/// <param name="Text">The number as written.</param>
public sealed record NumberValue(string Text) : SigmaValue;

/// <summary>A truth value, compared as the text <c>true</c> or <c>false</c>.</summary>
/// <param name="Value">The value.</param>
public sealed record BooleanValue(bool Value) : SigmaValue;

/// <summary>Matches a field that is absent or JSON null.</summary>
public sealed record NullValue : SigmaValue;

/// <summary>A regular expression searched for anywhere in a value.</summary>
/// <param name="Pattern">The pattern as written, PCRE-like.</param>
/// <param name="IgnoreCase">The <c>i</c> modifier.</param>
/// <param name="Multiline">The <c>m</c> modifier: <c>^</c> and <c>$</c> match at line ends.</param>
/// <param name="DotAll">The <c>s</c> modifier: <c>.</c> matches a newline.</param>
public sealed record RegexValue(string Pattern, bool IgnoreCase, bool Multiline, bool DotAll) : SigmaValue;

/// <summary>An IP network, IPv4 or IPv6.</summary>
/// <param name="Network">The network.</param>
public sealed record CidrValue(System.Net.IPNetwork Network) : SigmaValue;

/// <summary>How a number is compared.</summary>
public enum Comparison
{
    /// <summary>Equal to.</summary>
    Equal,

    /// <summary>Less than.</summary>
    Less,

    /// <summary>Less than or equal to.</summary>
    LessOrEqual,

    /// <summary>Greater than.</summary>
    Greater,

    /// <summary>Greater than or equal to.</summary>
    GreaterOrEqual,

    /// <summary>Not equal to; in the conditions of correlations only.</summary>
    NotEqual,
}

/// <summary>A comparison with a number. A field that is not a number, nor the text of one, does not match.</summary>
/// <param name="Operator">How to compare: the field's value stands on the left.</param>
/// <param name="Number">The number on the right.</param>
/// <param name="Exact">The same number where a decimal holds it exactly, as it does every integer of 64 bits; null where not.</param>
public sealed record ComparisonValue(Comparison Operator, double Number, decimal? Exact = null) : SigmaValue;

/// <summary>A part of a timestamp.</summary>
public enum TimePart
{
    /// <summary>0 to 59.</summary>
    Minute,

    /// <summary>0 to 23.</summary>
    Hour,

    /// <summary>Day of the month, 1 to 31.</summary>
    Day,

    /// <summary>ISO 8601 week, 1 to 53.</summary>
    Week,

    /// <summary>1 to 12.</summary>
    Month,

    /// <summary>The year.</summary>
    Year,
}

/// <summary>A comparison with a part of the field's timestamp, as it is written there: no zone is converted.</summary>
/// <param name="Part">The part of the timestamp.</param>
/// <param name="Operator">How to compare: the field's part stands on the left.</param>
/// <param name="Number">The number on the right.</param>
public sealed record TimePartValue(TimePart Part, Comparison Operator, double Number) : SigmaValue;

/// <summary>Whether a field is there, whatever its value, null included.</summary>
/// <param name="Expected">True: it must be there. False: it must not.</param>
public sealed record ExistsValue(bool Expected) : SigmaValue;

/// <summary>How a field is compared with another one.</summary>
public enum FieldComparison
{
    /// <summary>Equal.</summary>
    Equal,

    /// <summary>Begins with the other field's value.</summary>
    StartsWith,

    /// <summary>Ends with the other field's value.</summary>
    EndsWith,

    /// <summary>Contains the other field's value.</summary>
    Contains,
}

/// <summary>A comparison with another field of the same event. False when either is absent or null.</summary>
/// <param name="Field">The other field.</param>
/// <param name="Kind">How to compare.</param>
/// <param name="Cased">Whether upper and lower case differ.</param>
public sealed record FieldReferenceValue(string Field, FieldComparison Kind, bool Cased = false) : SigmaValue;

/// <summary>Several forms of one written value (<c>windash</c>, <c>base64offset</c>, <c>expand</c>): any of them counts as the value.</summary>
/// <param name="Values">The forms.</param>
public sealed record AnyOfValue(ImmutableArray<SigmaValue> Values) : SigmaValue;
