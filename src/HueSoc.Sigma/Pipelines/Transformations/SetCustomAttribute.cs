using HueSoc.Sigma.Detections;
using HueSoc.Sigma.Pipelines.Reading;

namespace HueSoc.Sigma.Pipelines.Transformations;

/// <summary><c>set_custom_attribute</c>: gives the rule an attribute that only later <c>rule_attribute</c> conditions see.</summary>
internal sealed class SetCustomAttribute(string attribute, SigmaValue value) : ITransformation
{
    /// <summary>Reads the transformation.</summary>
    public static SetCustomAttribute Read(Parameters parameters) => new(parameters.Text("attribute"), parameters.Scalar("value"));

    /// <inheritdoc/>
    public void Apply(RuleDraft draft, PipelineItem step) => draft.SetAttribute(attribute, value);
}
