using System.Collections.Immutable;
using HueSoc.Sigma.Rules;

namespace HueSoc.Sigma.Pipelines;

/// <summary>Several pipelines as alternatives: a rule goes once through each whose log-source conditions it meets.</summary>
public sealed class PipelineSet(ImmutableArray<ProcessingPipeline> pipelines, ImmutableArray<string> knownProducts)
{
    /// <summary>The pipelines.</summary>
    public ImmutableArray<ProcessingPipeline> Pipelines { get; } = pipelines;

    /// <summary>The products that events themselves can be recognised by: a rule that names nothing else needs no pipeline.</summary>
    public ImmutableArray<string> KnownProducts { get; } = knownProducts;

    /// <summary>Sends a rule through the pipelines.</summary>
    /// <param name="rule">The rule.</param>
    public PipelineOutcome Apply(SigmaRule rule) => throw new NotSupportedException();
}
