using System.Collections.Immutable;
using HueSoc.Storage.EventStore;

namespace HueSoc.Detection.Reruns;

/// <summary>Where a re-run is.</summary>
#pragma warning disable MA0048 // The job and its words are one thing.
public enum RerunState
{
    /// <summary>It waits for its turn.</summary>
    Waiting,

    /// <summary>It runs.</summary>
    Running,

    /// <summary>It is through.</summary>
    Done,

    /// <summary>Somebody ended it.</summary>
    Cancelled,

    /// <summary>It could not go on.</summary>
    Failed,
}

/// <summary>Which rules over which events.</summary>
/// <param name="RuleIds">The rules, correlations too; empty for all.</param>
/// <param name="Range">When the events happened.</param>
public sealed record RerunRequest(ImmutableArray<string> RuleIds, TimeRange Range);

/// <summary>The answer to the wish for a re-run.</summary>
/// <param name="Rerun">The re-run; null when it was refused.</param>
/// <param name="Reason">Why it was refused.</param>
public sealed record RerunStart(Rerun? Rerun, string? Reason);

/// <summary>A re-run of rules over stored events.</summary>
public sealed record Rerun
{
    /// <summary>The id.</summary>
    public required string Id { get; init; }

    /// <summary>Who asked for it.</summary>
    public required string Actor { get; init; }

    /// <summary>The rules; empty for all.</summary>
    public required ImmutableArray<string> RuleIds { get; init; }

    /// <summary>When the events happened.</summary>
    public required TimeRange Range { get; init; }

    /// <summary>When it was asked for.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>When it began.</summary>
    public DateTimeOffset? Started { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? Finished { get; init; }

    /// <summary>Where it is.</summary>
    public required RerunState State { get; init; }

    /// <summary>Why it failed.</summary>
    public string? Reason { get; init; }

    /// <summary>The revision of the rules it began with; with others after a reload it goes on from where it is.</summary>
    public required string Revision { get; init; }

    /// <summary>The number of the last event it read.</summary>
    public required long Sequence { get; init; }

    /// <summary>The number of the event it ends at.</summary>
    public required long Last { get; init; }

    /// <summary>How far it is, 0 to 1.</summary>
    public double Progress => State == RerunState.Done ? 1 : Last <= 0 ? 0 : Math.Min(1, (double)Sequence / Last);

    /// <summary>How many events it evaluated.</summary>
    public required long Events { get; init; }

    /// <summary>How many signals it found that were not there.</summary>
    public required long Signals { get; init; }

    /// <summary>How many alerts it raised that were not there.</summary>
    public required long Alerts { get; init; }
}
