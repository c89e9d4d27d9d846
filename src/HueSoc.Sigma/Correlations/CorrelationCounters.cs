namespace HueSoc.Sigma.Correlations;

/// <summary>What a <see cref="CorrelationEvaluator"/> has counted since it was made.</summary>
public sealed record CorrelationCounters
{
    /// <summary>Signals given to it that any correlation uses, and that have a group there.</summary>
    public long Signals { get; init; }

    /// <summary>Signals that were put out of memory for a bound. With a history they are read back when they matter; without one they are lost.</summary>
    public long SignalsEvicted { get; init; }

    /// <summary>Groups that were put out of memory for a bound.</summary>
    public long GroupsEvicted { get; init; }

    /// <summary>Signals that came for windows whose condition had been decided: they no longer change it.</summary>
    public long TooLate { get; init; }

    /// <summary>Signals that were left out of a correlation because the event lacks a field of its <c>group-by</c>.</summary>
    public long Ungrouped { get; init; }

    /// <summary>How often the history was read.</summary>
    public long HistoryReads { get; init; }

    /// <summary>Groups held now.</summary>
    public int GroupsHeld { get; init; }

    /// <summary>Signals held now.</summary>
    public int SignalsHeld { get; init; }
}
