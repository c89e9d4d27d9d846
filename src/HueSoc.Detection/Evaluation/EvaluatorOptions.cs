namespace HueSoc.Detection.Evaluation;

/// <summary>How the evaluator works.</summary>
public sealed record EvaluatorOptions
{
    /// <summary>How many events are read at once, 1 to 10,000.</summary>
    public int BatchEvents { get; init; } = 2000;

    /// <summary>How many signals one transaction holds before it is closed.</summary>
    public int BatchSignals { get; init; } = 5000;

    /// <summary>How long events may be evaluated before what was found is written.</summary>
    public TimeSpan BatchTime { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>How long the place reached may stay in memory alone while nothing matches.</summary>
    public TimeSpan CheckpointInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How many events may be evaluated without a match before the place reached is written.</summary>
    public int CheckpointEvents { get; init; } = 50_000;

    /// <summary>Of so many events one is measured, rule by rule; 0 for none.</summary>
    public int MeasureEvery { get; init; } = 997;

    /// <summary>The first wait after a failure of the store or the database; it doubles to <see cref="LongestWait"/>.</summary>
    public TimeSpan FirstWait { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>The longest wait between two tries.</summary>
    public TimeSpan LongestWait { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long after a window correlations that are decided once are decided.</summary>
    public TimeSpan Lateness { get; init; } = TimeSpan.FromMinutes(5);
}
