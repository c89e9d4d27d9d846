namespace HueSoc.Sigma.Correlations;

/// <summary>The bounds of a <see cref="CorrelationEvaluator"/>.</summary>
public sealed record CorrelationOptions
{
    /// <summary>
    /// How long after a window's end, by server time, a condition is decided that more signals could make false. It should
    /// be longer than events are usually late. Default: 5 minutes.
    /// </summary>
    public TimeSpan Lateness { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Through which window ends such conditions have been decided before: <see cref="CorrelationEvaluator.DecidedThrough"/> as it was kept. Null at the very first start.</summary>
    public DateTimeOffset? DecidedThrough { get; init; }

    /// <summary>The most groups held, of all correlations together. At least 1.</summary>
    public int MaxGroups { get; init; } = 200_000;

    /// <summary>The most signals held for one group. At least 1.</summary>
    public int MaxSignalsPerGroup { get; init; } = 100_000;

    /// <summary>The most signals held for all groups together. At least 1.</summary>
    public int MaxSignals { get; init; } = 2_000_000;
}
