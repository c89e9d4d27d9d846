using System.Collections.Immutable;

namespace HueSoc.Sigma.Correlations;

/// <summary>A field of a group.</summary>
/// <param name="Field">The field or alias as the correlation names it.</param>
/// <param name="Value">Its value, case-folded, as groups are told apart by it.</param>
#pragma warning disable MA0048 // The firing and the words it is made of are one thing.
public readonly record struct CorrelationGroupValue(string Field, string Value);

/// <summary>A firing by its identity: what is hashed into the id of an alert.</summary>
/// <param name="RuleId">The correlation.</param>
/// <param name="GroupKey">The group, as canonical text.</param>
/// <param name="Bucket">⌊time since 1970-01-01 UTC / timespan⌋ of the windows' ends.</param>
public readonly record struct CorrelationFiringKey(string RuleId, string GroupKey, long Bucket);

/// <summary>
/// A correlation fired for a group in a bucket, or evidence has joined such a firing. Several may come for one
/// <see cref="Key"/>: each brings only the evidence that is new since the last one, and after a restart or an eviction
/// some of it may come again, so a caller adds what it does not have yet.
/// </summary>
public sealed record CorrelationFiring
{
    /// <summary>What fired: one alert for each.</summary>
    public required CorrelationFiringKey Key { get; init; }

    /// <summary>The group's agency; empty for a correlation with <c>huesoc.scope: city</c>, and for events of no agency.</summary>
    public required string Agency { get; init; }

    /// <summary>The drill the group belongs to; empty when it is real.</summary>
    public required string Drill { get; init; }

    /// <summary>The group's fields, in the order of <c>group-by</c>.</summary>
    public required ImmutableArray<CorrelationGroupValue> Group { get; init; }

    /// <summary>The time of the earliest piece of evidence known by now.</summary>
    public required DateTimeOffset First { get; init; }

    /// <summary>The time of the latest piece of evidence known by now.</summary>
    public required DateTimeOffset Last { get; init; }

    /// <summary>The evidence that is new, by time and then reference: every signal of a window that satisfies the condition and ends in the bucket. An event that several rules matched stands once.</summary>
    public required ImmutableArray<string> References { get; init; }

    /// <summary>The firings of other correlations that are part of the evidence, those that are new. Their own evidence belongs to this firing too.</summary>
    public required ImmutableArray<CorrelationFiringKey> Parts { get; init; }

    /// <summary>What was counted or computed in the latest window that satisfies the condition: events, values, rules, or the sum, average or percentile.</summary>
    public required double Value { get; init; }

    /// <summary>Whether this is more evidence for a firing this evaluator has told of before.</summary>
    public required bool IsUpdate { get; init; }

    /// <summary>Whether a window reached into a time of which signals were evicted and could not be read back.</summary>
    public required bool IsIncomplete { get; init; }
}
