using HueSoc.Sigma.Detections;
using HueSoc.Sigma.Pipelines.Reading;

namespace HueSoc.Sigma.Pipelines.Conditions;

/// <summary>The rule looks at a field.</summary>
internal sealed class ContainsFieldCondition(string field) : IPipelineCondition<RuleDraft>
{
    /// <summary>Reads the condition.</summary>
    public static ContainsFieldCondition Read(Parameters parameters) => new(parameters.Text("field"));

    /// <inheritdoc/>
    public bool Holds(RuleDraft subject) => subject.AnyItem(IsOnField);

    private bool IsOnField(DetectionItem item) => string.Equals(item.Field, field, StringComparison.Ordinal);
}
