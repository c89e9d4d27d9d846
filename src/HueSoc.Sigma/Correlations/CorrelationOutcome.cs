using System.Collections.Immutable;

namespace HueSoc.Sigma.Correlations;

/// <summary>What came of the signals since the last time it was taken.</summary>
/// <param name="Firings">The firings and their new evidence, by correlation, group and bucket.</param>
/// <param name="Inputs">
/// The rows that a caller with an <see cref="ICorrelationHistory"/> has to keep, in one transaction with the firings and
/// with <see cref="CorrelationEvaluator.DecidedThrough"/>; those of correlations that are parts of others are among them.
/// A row may come again after a restart: correlation, group, and the signal's rule id, reference and origin are what it is told by.
/// </param>
public sealed record CorrelationOutcome(ImmutableArray<CorrelationFiring> Firings, ImmutableArray<CorrelationInput> Inputs)
{
    /// <summary>Nothing.</summary>
    public static CorrelationOutcome Empty { get; } = new([], []);
}
