namespace HueSoc.Sigma.Correlations;

/// <summary>
/// Gives back the <see cref="CorrelationInput"/> rows a caller has kept, so that an evaluator may forget, or begin anew,
/// and still come to the same results. It must hold every row of every <see cref="CorrelationOutcome.Inputs"/> taken so
/// far when the evaluator is next called.
/// </summary>
public interface ICorrelationHistory
{
    /// <summary>The signals of a group in a range of time, in any order.</summary>
    /// <param name="correlationId">The correlation.</param>
    /// <param name="groupKey">The group.</param>
    /// <param name="from">The earliest time, inclusive.</param>
    /// <param name="to">The latest time, exclusive.</param>
    public IEnumerable<CorrelationSignal> Read(string correlationId, string groupKey, DateTimeOffset from, DateTimeOffset to);

    /// <summary>The groups of a correlation that have a signal in a range of time. Asked only for correlations whose <see cref="CorrelationSet.IsDecidedLate"/> is true.</summary>
    /// <param name="correlationId">The correlation.</param>
    /// <param name="from">The earliest time, inclusive.</param>
    /// <param name="to">The latest time, exclusive.</param>
    public IEnumerable<string> Groups(string correlationId, DateTimeOffset from, DateTimeOffset to);
}
