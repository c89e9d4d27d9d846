using System.Collections.Immutable;
using HueSoc.Detection.Rules;
using HueSoc.Sigma.Matching;
using HueSoc.Sigma.Rules;
using HueSoc.Storage.EventStore;

namespace HueSoc.Detection.Evaluation;

#pragma warning disable MA0048 // What a batch found, and its parts.
/// <summary>A rule matched an event; not written yet.</summary>
internal sealed record FoundSignal
{
    public required string Id { get; init; }

    public required SigmaRule Rule { get; init; }

    public required StoredEvent Event { get; init; }

    public required string Host { get; init; }

    public required string Drill { get; init; }

    public required ImmutableArray<MatchedField> Matched { get; init; }

    /// <summary>The values correlations need; empty for a rule that none uses.</summary>
    public required ImmutableDictionary<string, ImmutableArray<string>> Watched { get; init; }
}

/// <summary>What was found in some events.</summary>
internal sealed class Findings
{
    public List<FoundSignal> Signals { get; } = [];

    /// <summary>The numbers of events that could not be read.</summary>
    public List<long> Unreadable { get; } = [];

    /// <summary>The events a rule was cut off on: the first and the last.</summary>
    public Dictionary<string, SequenceRange> CutOff { get; } = new(StringComparer.Ordinal);

    /// <summary>What the rules' health gains, matches apart.</summary>
    public Dictionary<string, RuleHealthChange> Health { get; } = new(StringComparer.Ordinal);

    /// <summary>The time of all events, estimated from those that were measured, in units of 100 ns.</summary>
    public long Measured { get; set; }

    /// <summary>How many events were evaluated.</summary>
    public int Events { get; set; }

    /// <summary>Whether there is anything to be written beside the place reached.</summary>
    public bool HasAny => Signals.Count > 0 || Unreadable.Count > 0 || CutOff.Count > 0;

    public RuleHealthChange HealthOf(string ruleId)
    {
        if (!Health.TryGetValue(ruleId, out RuleHealthChange? change))
            Health.Add(ruleId, change = new());
        return change;
    }

    public void Clear()
    {
        Signals.Clear();
        Unreadable.Clear();
        CutOff.Clear();
        Health.Clear();
        Measured = 0;
        Events = 0;
    }
}
