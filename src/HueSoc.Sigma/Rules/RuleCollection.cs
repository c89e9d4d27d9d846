using System.Collections.Immutable;
using HueSoc.Sigma.Correlations;

namespace HueSoc.Sigma.Rules;

/// <summary>What was read from rule files: what is good, and what was refused.</summary>
public sealed record RuleCollection
{
    /// <summary>The rules, with the filters that name them already applied, in the order they were read.</summary>
    public ImmutableArray<SigmaRule> Rules { get; init; } = [];

    /// <summary>The correlation rules: read and validated, for <see cref="CorrelationSet"/>.</summary>
    public ImmutableArray<CorrelationRule> Correlations { get; init; } = [];

    /// <summary>What was refused, and why. One entry per refused document, or per file that could not be read at all.</summary>
    public ImmutableArray<RuleProblem> Problems { get; init; } = [];

    /// <summary>How many of the problems are files and folders that could not be read at all, whatever is in them.</summary>
    public int UnreadFiles { get; init; }

    /// <summary>What is odd but was kept, such as a filter that names a rule that is not there.</summary>
    public ImmutableArray<RuleProblem> Warnings { get; init; } = [];
}
