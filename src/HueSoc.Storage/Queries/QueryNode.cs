using System.Collections.Immutable;

namespace HueSoc.Storage.Queries;

/// <summary>
/// A query as a tree, as <c>QueryParser</c> reads it from what an analyst wrote. Text is compared without regard to case
/// (NFC, simple lower case); several values of a field match if any does.
/// </summary>
#pragma warning disable MA0048 // The nodes are one language.
public abstract record QueryNode;

/// <summary>All of several.</summary>
/// <param name="Parts">The parts, two or more.</param>
public sealed record AndNode(ImmutableArray<QueryNode> Parts) : QueryNode;

/// <summary>Any of several.</summary>
/// <param name="Parts">The parts, two or more.</param>
public sealed record OrNode(ImmutableArray<QueryNode> Parts) : QueryNode;

/// <summary>Not one.</summary>
/// <param name="Part">What must not be.</param>
public sealed record NotNode(QueryNode Part) : QueryNode;

/// <summary>A field has a value: <c>user.name:an</c>, or one that fits a pattern: <c>host.name:PC-*</c>.</summary>
/// <param name="Field">The field's ECS name.</param>
/// <param name="Value">The value. In a pattern <c>*</c> stands for any text, <c>?</c> for one character, and a backslash before either, or itself, for the character.</param>
/// <param name="IsPattern">Whether the value is a pattern.</param>
public sealed record FieldNode(string Field, string Value, bool IsPattern) : QueryNode;

/// <summary>A text field holds words in a row: <c>message:"đăng nhập thất bại"</c>, or one word.</summary>
/// <param name="Field">The field; null for the full text (message and command line).</param>
/// <param name="Words">The words, as <c>Words.Of</c> cuts them; one or more.</param>
public sealed record PhraseNode(string? Field, ImmutableArray<string> Words) : QueryNode;

/// <summary>A word of the full text fits a pattern: <c>mimi*</c>.</summary>
/// <param name="Pattern">The pattern, as in <see cref="FieldNode"/>.</param>
public sealed record WordPatternNode(string Pattern) : QueryNode;

/// <summary>A field lies between two values: <c>event.code:[4624 TO 4634}</c>, <c>event.severity&gt;=5</c>. Numbers compare as numbers, times as times, IP addresses as addresses, else text by code point.</summary>
/// <param name="Field">The field.</param>
/// <param name="Lower">The lower bound; null for none.</param>
/// <param name="IncludesLower">Whether the bound itself belongs to the range.</param>
/// <param name="Upper">The upper bound; null for none.</param>
/// <param name="IncludesUpper">Whether the bound itself belongs to the range.</param>
public sealed record RangeNode(string Field, string? Lower, bool IncludesLower, string? Upper, bool IncludesUpper) : QueryNode;

/// <summary>A field is there, with any value but null: <c>user.name:*</c>, <c>_exists_:user.name</c>.</summary>
/// <param name="Field">The field.</param>
public sealed record ExistsNode(string Field) : QueryNode;
