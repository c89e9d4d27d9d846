using HueSoc.Sigma.Pipelines.Reading;

namespace HueSoc.Sigma.Pipelines.Transformations;

/// <summary><c>rule_failure</c>: the pipeline cannot honour the rule.</summary>
internal sealed class RuleFailure(string message) : ITransformation
{
    /// <summary>Reads the transformation.</summary>
    public static RuleFailure Read(Parameters parameters) => new(parameters.Text("message"));

    /// <inheritdoc/>
    public void Apply(RuleDraft draft, PipelineItem step) => draft.Fail(message);
}
