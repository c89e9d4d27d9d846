using HueSoc.Sigma.Correlations;
using HueSoc.Storage.EventStore;

namespace HueSoc.Detection.Evaluation;

/// <summary>How far the evaluator is.</summary>
public sealed record EvaluatorStatus
{
    /// <summary>The place behind the last event whose signals are on disk.</summary>
    public required EventCursor Cursor { get; init; }

    /// <summary>The number of that event.</summary>
    public required long LastSequence { get; init; }

    /// <summary>How many events were stored and not evaluated when the evaluator began: what the end before left behind.</summary>
    public required long BehindAtStart { get; init; }

    /// <summary>How many events are waiting, as far as the store's numbers tell.</summary>
    public required long LagEvents { get; init; }

    /// <summary>How long the oldest waiting event has been in the store; zero when none is waiting.</summary>
    public required TimeSpan Lag { get; init; }

    /// <summary>How many events were evaluated since the start.</summary>
    public required long Events { get; init; }

    /// <summary>How many signals were written since the start.</summary>
    public required long Signals { get; init; }

    /// <summary>How many alerts were raised since the start.</summary>
    public required long Alerts { get; init; }

    /// <summary>How many events could not be read since the start.</summary>
    public required long Unreadable { get; init; }

    /// <summary>The revision of the rules in use.</summary>
    public required string Revision { get; init; }

    /// <summary>Why it is not going on, while it waits for the store or the database; null when it is.</summary>
    public string? Problem { get; init; }

    /// <summary>What correlations have counted since they were last begun anew; null when there are none.</summary>
    public CorrelationCounters? Correlations { get; init; }
}
