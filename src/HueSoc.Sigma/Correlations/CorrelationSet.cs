using System.Collections.Immutable;
using HueSoc.Sigma.Rules;

namespace HueSoc.Sigma.Correlations;

/// <summary>Correlation rules made ready for the rules of an engine. Immutable and safe to share.</summary>
public sealed class CorrelationSet
{
    /// <summary>No correlations.</summary>
    public static CorrelationSet Empty { get; } = new();

    private CorrelationSet()
    {
    }

    /// <summary>The correlations that are evaluated, each after those it builds on.</summary>
    public ImmutableArray<CorrelationRule> Rules { get; private init; } = [];

    /// <summary>The correlations that are valid but not evaluated, because a part of theirs is not, and why.</summary>
    public ImmutableArray<RuleProblem> NotApplicable { get; private init; } = [];

    /// <summary>The correlations that cannot be honoured, and why.</summary>
    public ImmutableArray<RuleProblem> Failures { get; private init; } = [];

    /// <summary>
    /// The event fields that correlations need of the events each rule matches, by rule id: what <see cref="SigmaEngine"/> takes
    /// as its watched fields.
    /// </summary>
    /// <param name="correlations">All correlations.</param>
    public static ImmutableDictionary<string, ImmutableArray<string>> WatchedFields(ImmutableArray<CorrelationRule> correlations) =>
        throw new NotSupportedException();

    /// <summary>Makes correlations ready.</summary>
    /// <param name="correlations">The correlations, their references resolved.</param>
    /// <param name="engine">The engine, compiled with <see cref="WatchedFields"/> of the same correlations.</param>
    public static CorrelationSet Compile(ImmutableArray<CorrelationRule> correlations, SigmaEngine engine) => throw new NotSupportedException();

    /// <summary>The event fields that the correlations over a rule need; empty for a rule that none uses.</summary>
    public ImmutableArray<string> FieldsOf(string ruleId) => throw new NotSupportedException();

    /// <summary>Whether any correlation builds on a rule or correlation.</summary>
    public bool Uses(string ruleId) => throw new NotSupportedException();

    /// <summary>Whether a rule or correlation raises alerts by itself: false when correlations build on it and none of them says <c>generate: true</c>.</summary>
    public bool RaisesAlone(string ruleId) => throw new NotSupportedException();

    /// <summary>Whether a correlation's condition can become false by more signals, so that it is decided once, late.</summary>
    public bool IsDecidedLate(string correlationId) => throw new NotSupportedException();

    /// <summary>The groups a signal counts in, of every correlation that builds on its rule directly.</summary>
    public IReadOnlyList<CorrelationInput> Inputs(CorrelationSignal signal) => throw new NotSupportedException();
}
