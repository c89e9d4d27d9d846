using System.Collections.Immutable;

namespace HueSoc.Sigma.Correlations;

/// <summary>A rule that matched an event, or a correlation that held at the time of one: what correlations are made of.</summary>
public sealed record CorrelationSignal
{
    /// <summary>The id of the rule that matched, or of the correlation that held.</summary>
    public required string RuleId { get; init; }

    /// <summary>The group of the correlation that held, as canonical text; null for a rule.</summary>
    public string? GroupKey { get; init; }

    /// <summary>
    /// How a correlation came to hold at this event, as a hash: an event can be in several of its groups, and come by
    /// several rules. Null for a rule.
    /// </summary>
    public string? Origin { get; init; }

    /// <summary>When the event happened.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>What leads back to the event, unique among all events: an event's key, a file and line.</summary>
    public required string Reference { get; init; }

    /// <summary>The code of the agency the event belongs to; empty when it belongs to none.</summary>
    public string Agency { get; init; } = string.Empty;

    /// <summary>The id of the drill the event is part of; empty when it is real.</summary>
    public string Drill { get; init; } = string.Empty;

    /// <summary>
    /// The event's values of the fields that <see cref="CorrelationSet.FieldsOf"/> names for the rule, by the name given
    /// there. A field the event does not have is left out; an array gives several values.
    /// </summary>
    public ImmutableDictionary<string, ImmutableArray<string>> Values { get; init; } = ImmutableDictionary<string, ImmutableArray<string>>.Empty;
}
