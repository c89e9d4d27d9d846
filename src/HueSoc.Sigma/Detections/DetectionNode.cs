using System.Collections.Immutable;

namespace HueSoc.Sigma.Detections;

/// <summary>A part of a search identifier.</summary>
#pragma warning disable MA0048 // One small closed hierarchy reads best in one place.
public abstract record DetectionNode;

/// <summary>A map: every part must hold. An empty one holds always.</summary>
/// <param name="Parts">The parts.</param>
public sealed record DetectionAll(ImmutableArray<DetectionNode> Parts) : DetectionNode;

/// <summary>A list: one part must hold. An empty one never holds.</summary>
/// <param name="Parts">The parts.</param>
public sealed record DetectionAny(ImmutableArray<DetectionNode> Parts) : DetectionNode;

/// <summary>One field, or all of them, compared with values.</summary>
public sealed record DetectionItem : DetectionNode
{
    /// <summary>The field; null for keywords, which are looked for in every field's value.</summary>
    public required string? Field { get; init; }

    /// <summary>The modifiers as written, in order; they have been applied to <see cref="Values"/>.</summary>
    public ImmutableArray<string> Modifiers { get; init; } = [];

    /// <summary>The values, after the modifiers. An empty list matches nothing.</summary>
    public required ImmutableArray<SigmaValue> Values { get; init; }

    /// <summary>Whether all values must match (<c>|all</c>) instead of one.</summary>
    public bool MatchAll { get; init; }

    /// <summary>Whether the outcome is inverted (<c>|neq</c>): true when no value matches, also when the field is absent.</summary>
    public bool Negated { get; init; }

    /// <summary>The 1-based line of the item in its file.</summary>
    public int Line { get; init; }
}
