namespace HueSoc.Sigma.Correlations;

/// <summary>
/// Evaluates the correlations of a <see cref="CorrelationSet"/> over signals in any order. Its results are a function of
/// the set of signals (and, for conditions that are decided late, of which of them came in time), not of their order or
/// of how they were divided into calls. Not safe for use by several threads at once.
/// </summary>
/// <param name="set">The correlations.</param>
/// <param name="options">The bounds.</param>
/// <param name="history">What was kept of earlier outcomes; null when nothing is kept, as in a hunt.</param>
public sealed class CorrelationEvaluator(CorrelationSet set, CorrelationOptions options, ICorrelationHistory? history = null)
{
    /// <summary>Through which window ends the conditions that are decided late have been decided; to be kept with the outcome and given to the next evaluator. Null before the first <see cref="Advance"/>.</summary>
    public DateTimeOffset? DecidedThrough => options.DecidedThrough;

    /// <summary>What has been counted.</summary>
    public CorrelationCounters Counters { get; } = new();

    /// <summary>Takes a signal. One that was taken before (same rule, same reference) changes nothing.</summary>
    public void Add(CorrelationSignal signal)
    {
        _ = set;
        _ = history;
        throw new NotSupportedException();
    }

    /// <summary>Says how late it is: windows that ended <see cref="CorrelationOptions.Lateness"/> ago or earlier are decided. A time before an earlier one changes nothing.</summary>
    /// <param name="serverNow">The time of the server's clock.</param>
    public void Advance(DateTimeOffset serverNow) => throw new NotSupportedException();

    /// <summary>Says that no more signals come: all windows are decided.</summary>
    public void Complete() => throw new NotSupportedException();

    /// <summary>What came of everything since the last call.</summary>
    public CorrelationOutcome Take() => throw new NotSupportedException();
}
