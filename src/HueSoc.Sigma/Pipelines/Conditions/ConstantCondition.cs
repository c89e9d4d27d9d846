namespace HueSoc.Sigma.Pipelines.Conditions;

/// <summary>Holds for every rule or for none: correlation rules never go through a pipeline, detection rules always do.</summary>
internal sealed class ConstantCondition(bool holds) : IPipelineCondition<RuleDraft>
{
    /// <inheritdoc/>
    public bool Holds(RuleDraft subject) => holds;
}
