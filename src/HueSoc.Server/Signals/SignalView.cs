using System.Collections.Immutable;
using HueSoc.Detection.Signals;
using HueSoc.Server.Events;
using HueSoc.Sigma.Matching;
using HueSoc.Sigma.Rules;

namespace HueSoc.Server.Signals;

/// <summary>A rule matched an event.</summary>
internal sealed record SignalView
{
    /// <summary>The id.</summary>
    public required string Id { get; init; }

    /// <summary>The rule.</summary>
    public required string RuleId { get; init; }

    /// <summary>The rule's title.</summary>
    public required string RuleTitle { get; init; }

    /// <summary>The rule's level.</summary>
    public required SigmaLevel Level { get; init; }

    /// <summary>The event's key as one word, for its address.</summary>
    public required string EventKey { get; init; }

    /// <summary>Who sent the event.</summary>
    public required string EventSender { get; init; }

    /// <summary>The id its sender gave the event.</summary>
    public required string EventId { get; init; }

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

    /// <summary>The fields that made the rule match.</summary>
    public required ImmutableArray<MatchedField> Matched { get; init; }

    /// <summary>The drill the event belongs to; empty outside drills.</summary>
    public required string Drill { get; init; }

    /// <summary>The view of a signal.</summary>
    public static SignalView Of(Signal signal) => new()
    {
        Id = signal.Id,
        RuleId = signal.RuleId,
        RuleTitle = signal.RuleTitle,
        Level = signal.Level,
        EventKey = EventKeyText.Of(signal.EventKey),
        EventSender = signal.EventKey.Sender,
        EventId = signal.EventKey.Id,
        Sequence = signal.Sequence,
        Agency = signal.Agency,
        Timestamp = signal.Timestamp,
        Ingested = signal.Ingested,
        Evaluated = signal.Evaluated,
        Host = signal.Host,
        Matched = signal.Matched,
        Drill = signal.Drill,
    };
}
