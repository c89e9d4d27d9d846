using System.Collections.Immutable;

namespace HueSoc.Storage.Queries;

/// <summary>
/// A query as a tree, as <see cref="QueryParser"/> reads it from what an analyst wrote. Text is compared without regard to case
/// (NFC, simple lower case; the parser has written the values so); several values of a field match if any does. A field's values
/// are its texts, numbers as they are written, <c>true</c> and <c>false</c>; null is no value. Of a value 1,024 UTF-16
/// units are compared, of a field 128 different values. <see cref="NotNode"/> is the complement: what lacks the field is found.
/// </summary>
#pragma warning disable MA0048 // The nodes are one language.
public abstract record QueryNode;

/// <summary>Everything: <c>*</c>.</summary>
public sealed record EverythingNode : QueryNode;

/// <summary>All of several.</summary>
/// <param name="Parts">The parts, two or more.</param>
public sealed record AndNode(ImmutableArray<QueryNode> Parts) : QueryNode;

/// <summary>Any of several.</summary>
/// <param name="Parts">The parts, two or more.</param>
public sealed record OrNode(ImmutableArray<QueryNode> Parts) : QueryNode;

/// <summary>Not one.</summary>
/// <param name="Part">What must not be.</param>
public sealed record NotNode(QueryNode Part) : QueryNode;

/// <summary>A field has a value: <c>user.name:an</c>, or one that fits a pattern as a whole: <c>host.name:PC-*</c>.</summary>
/// <param name="Field">The field's ECS name.</param>
/// <param name="Value">The value. In a pattern <c>*</c> stands for any text, <c>?</c> for one character (code point), and a backslash before either, or itself, for the character.</param>
/// <param name="IsPattern">Whether the value is a pattern.</param>
public sealed record FieldNode(string Field, string Value, bool IsPattern) : QueryNode;

/// <summary>A text field holds words in a row within one value: <c>message:"đăng nhập thất bại"</c>, or one word.</summary>
/// <param name="Field">The field; null for the full text (message and command line).</param>
/// <param name="Words">The words, as <see cref="Queries.Words.Of"/> cuts them; one or more.</param>
public sealed record PhraseNode(string? Field, ImmutableArray<string> Words) : QueryNode;

/// <summary>A word of a text field fits a pattern: <c>mimi*</c>, <c>message:*katz</c>.</summary>
/// <param name="Field">The field; null for the full text.</param>
/// <param name="Pattern">The pattern, as in <see cref="FieldNode"/>, of letters, digits and wildcards.</param>
public sealed record WordPatternNode(string? Field, string Pattern) : QueryNode;

/// <summary>
/// A field lies between two values: <c>event.code:[4624 TO 4634}</c>, <c>event.severity&gt;=5</c>, <c>source.ip:10.0.0.0/8</c>. The bounds say how to compare:
/// if all are numbers, with the values that are numbers; if all are IP addresses, with those that are addresses; if all are times, with
/// those that are times (a day is all of its moments); else all values as text, by code point.
/// </summary>
/// <param name="Field">The field.</param>
/// <param name="Lower">The lower bound; null for none.</param>
/// <param name="IncludesLower">Whether the bound itself belongs to the range.</param>
/// <param name="Upper">The upper bound; null for none, but then there is a lower one.</param>
/// <param name="IncludesUpper">Whether the bound itself belongs to the range.</param>
public sealed record RangeNode(string Field, string? Lower, bool IncludesLower, string? Upper, bool IncludesUpper) : QueryNode;

/// <summary>
/// A field is there, with any value but null: <c>user.name:*</c>, <c>_exists_:user.name</c>. A field that holds only further
/// fields (<c>process</c>) is there when one of them is, except for the hot fields, which hold values.
/// </summary>
/// <param name="Field">The field.</param>
public sealed record ExistsNode(string Field) : QueryNode;
