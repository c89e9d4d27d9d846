using System.Collections.Immutable;
using HueSoc.Sigma.Conditions;
using HueSoc.Sigma.Detections;
using HueSoc.Sigma.Rules;

namespace HueSoc.Sigma.Correlations;

/// <summary>What a correlation looks at (Sigma correlation rules specification, "Correlation Types").</summary>
#pragma warning disable MA0048 // The rule and the words it is made of are one thing.
public enum CorrelationType
{
    /// <summary>How many events.</summary>
    EventCount,

    /// <summary>How many distinct values of a field.</summary>
    ValueCount,

    /// <summary>Several rules within a time span.</summary>
    Temporal,

    /// <summary>Several rules within a time span, in order.</summary>
    TemporalOrdered,

    /// <summary>The sum of a field.</summary>
    ValueSum,

    /// <summary>The average of a field.</summary>
    ValueAverage,

    /// <summary>A percentile of a field.</summary>
    ValuePercentile,
}

/// <summary>One bound of a correlation's condition.</summary>
/// <param name="Operator">How the count or value is compared with the number.</param>
/// <param name="Number">The number.</param>
public readonly record struct CorrelationBound(Comparison Operator, double Number);

/// <summary>A correlation rule, read and validated.</summary>
public sealed record CorrelationRule
{
    /// <summary>The rule's id, or one made from its path and title when it has none.</summary>
    public required string Id { get; init; }

    /// <summary>The title.</summary>
    public required string Title { get; init; }

    /// <summary>The name other documents may refer to it by, if it has one.</summary>
    public string? Name { get; init; }

    /// <summary>The level; <see cref="SigmaLevel.Medium"/> when the rule gives none.</summary>
    public SigmaLevel Level { get; init; } = SigmaLevel.Medium;

    /// <summary>The tags as written.</summary>
    public ImmutableArray<string> Tags { get; init; } = [];

    /// <summary>What is looked at.</summary>
    public required CorrelationType Type { get; init; }

    /// <summary>The ids of the rules it builds on; names have been resolved.</summary>
    public required ImmutableArray<string> RuleIds { get; init; }

    /// <summary>The fields, or aliases, whose values separate groups.</summary>
    public ImmutableArray<string> GroupBy { get; init; } = [];

    /// <summary>The window.</summary>
    public required TimeSpan Timespan { get; init; }

    /// <summary>The bounds, all of which must hold. For the temporal types none means: every rule.</summary>
    public ImmutableArray<CorrelationBound> Bounds { get; init; } = [];

    /// <summary>
    /// Which rules must have matched in the window and which not, by their ids, when a temporal rule says it with
    /// <c>and</c>, <c>or</c> and <c>not</c>; null when it counts them.
    /// </summary>
    public ConditionNode? Expression { get; init; }

    /// <summary>The fields, or aliases, that the value types look at: several for <see cref="CorrelationType.ValueCount"/>, whose combinations are counted; else one.</summary>
    public ImmutableArray<string> Fields { get; init; } = [];

    /// <summary>The percentile of <see cref="CorrelationType.ValuePercentile"/>, 0 to 100.</summary>
    public double? Percentile { get; init; }

    /// <summary>Alias → rule id → field.</summary>
    public ImmutableDictionary<string, ImmutableDictionary<string, string>> Aliases { get; init; } =
        ImmutableDictionary<string, ImmutableDictionary<string, string>>.Empty;

    /// <summary>Whether the rules it builds on also count by themselves.</summary>
    public bool Generate { get; init; }

    /// <summary>
    /// Whether groups reach across agencies: <c>huesoc.scope: city</c>, an attribute of the document beside <c>correlation</c>. Otherwise
    /// the agency of the events is a part of every group.
    /// </summary>
    public bool IsCityWide { get; init; }

    /// <summary>Where the document begins.</summary>
    public required SourceLocation Location { get; init; }
}
