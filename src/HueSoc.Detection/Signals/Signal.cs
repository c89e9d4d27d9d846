using System.Collections.Immutable;
using HueSoc.Sigma.Matching;
using HueSoc.Sigma.Rules;
using HueSoc.Storage.EventStore;

namespace HueSoc.Detection.Signals;

/// <summary>A rule matched an event.</summary>
public sealed record Signal
{
    /// <summary>The id (<see cref="SignalId.OfEvent"/>).</summary>
    public required string Id { get; init; }

    /// <summary>The rule.</summary>
    public required string RuleId { get; init; }

    /// <summary>The rule's title.</summary>
    public required string RuleTitle { get; init; }

    /// <summary>The rule's level.</summary>
    public required SigmaLevel Level { get; init; }

    /// <summary>The event.</summary>
    public required EventKey EventKey { get; init; }

    /// <summary>The event's number in the store.</summary>
    public required long Sequence { get; init; }

    /// <summary>The agency the event belongs to; empty for the city alone.</summary>
    public required string Agency { get; init; }

    /// <summary>When the event happened.</summary>
    public required DateTimeOffset Timestamp { get; init; }

    /// <summary>When the server got the event.</summary>
    public required DateTimeOffset Ingested { get; init; }

    /// <summary>When the rule was evaluated on it.</summary>
    public required DateTimeOffset Evaluated { get; init; }

    /// <summary>The machine the event is about; empty when it names none.</summary>
    public required string Host { get; init; }

    /// <summary>The fields that made the rule match; bounded in number and length.</summary>
    public required ImmutableArray<MatchedField> Matched { get; init; }

    /// <summary>The drill the event belongs to; empty outside drills.</summary>
    public required string Drill { get; init; }
}
