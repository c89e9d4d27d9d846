using System.Collections.Immutable;
using HueSoc.Sigma.Matching;
using HueSoc.Sigma.Rules;

namespace HueSoc.Detection.Alerts;

/// <summary>An alert as it stands in lists.</summary>
public sealed record Alert
{
    /// <summary>The id (<see cref="Signals.SignalId"/>).</summary>
    public required string Id { get; init; }

    /// <summary>Its number, in the order alerts were raised.</summary>
    public required long Number { get; init; }

    /// <summary>Rises with every change of this alert.</summary>
    public required long Version { get; init; }

    /// <summary>Rises with every change of any alert; the last one has the highest.</summary>
    public required long Change { get; init; }

    /// <summary>What it rests on.</summary>
    public required AlertKind Kind { get; init; }

    /// <summary>Of a notice: the id of the city's alert, which the agency cannot see.</summary>
    public string? Parent { get; init; }

    /// <summary>The rule.</summary>
    public required string RuleId { get; init; }

    /// <summary>The rule's title when it was raised.</summary>
    public required string Title { get; init; }

    /// <summary>The rule's level when it was raised.</summary>
    public required SigmaLevel Level { get; init; }

    /// <summary>The rule's tags when it was raised.</summary>
    public required ImmutableArray<string> RuleTags { get; init; }

    /// <summary>The agency it belongs to; empty for the city alone.</summary>
    public required string Agency { get; init; }

    /// <summary>The machine; empty when there is none, or several.</summary>
    public required string Host { get; init; }

    /// <summary>The drill it belongs to; empty outside drills.</summary>
    public required string Drill { get; init; }

    /// <summary>Of a correlation: what its events have in common.</summary>
    public required ImmutableArray<MatchedField> Group { get; init; }

    /// <summary>Of a correlation: the number of the span of time it fired in, counted in spans of the rule's length since 1970-01-01 UTC.</summary>
    public long? Bucket { get; init; }

    /// <summary>Of a correlation: whether signals had been dropped from memory, so that it may have more evidence than it shows.</summary>
    public required bool IsIncomplete { get; init; }

    /// <summary>When its first event happened.</summary>
    public required DateTimeOffset FirstEvent { get; init; }

    /// <summary>When its last event happened.</summary>
    public required DateTimeOffset LastEvent { get; init; }

    /// <summary>When the server got the last of its events.</summary>
    public required DateTimeOffset Ingested { get; init; }

    /// <summary>When it was raised.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>When it last changed.</summary>
    public required DateTimeOffset Updated { get; init; }

    /// <summary>Where it is in its life.</summary>
    public required AlertState State { get; init; }

    /// <summary>What it turned out to be, when it is closed.</summary>
    public AlertResolution? Resolution { get; init; }

    /// <summary>Why it was closed, or opened again.</summary>
    public string? Reason { get; init; }

    /// <summary>Who works on it.</summary>
    public string? Assignee { get; init; }

    /// <summary>The tags that people gave it.</summary>
    public required ImmutableArray<string> Tags { get; init; }

    /// <summary>When it was first acknowledged.</summary>
    public DateTimeOffset? FirstAcknowledged { get; init; }

    /// <summary>When it was first given to somebody.</summary>
    public DateTimeOffset? FirstAssigned { get; init; }

    /// <summary>When the incident was contained, as an analyst says.</summary>
    public DateTimeOffset? Contained { get; init; }

    /// <summary>When it was last closed; null while it is open.</summary>
    public DateTimeOffset? Closed { get; init; }

    /// <summary>How many pieces of evidence it has.</summary>
    public required long Events { get; init; }

    /// <summary>What hides it from the queue; null for nothing.</summary>
    public string? HiddenBy { get; init; }
}
