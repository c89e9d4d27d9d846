namespace HueSoc.Sigma.Correlations;

/// <summary>A signal that counts for a correlation in one of its groups: the row a caller keeps for <see cref="ICorrelationHistory"/>.</summary>
/// <param name="CorrelationId">The correlation.</param>
/// <param name="GroupKey">The group, as canonical text.</param>
/// <param name="Signal">The signal; within a correlation and group, its rule id, reference and origin tell it from all others.</param>
public readonly record struct CorrelationInput(string CorrelationId, string GroupKey, CorrelationSignal Signal);
