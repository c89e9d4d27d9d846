using HueSoc.Sigma.Detections;
using HueSoc.Sigma.Pipelines.Reading;

namespace HueSoc.Sigma.Pipelines.Conditions;

/// <summary>The rule compares a field with a value.</summary>
internal sealed class ContainsDetectionItemCondition(string field, SigmaValue value) : IPipelineCondition<RuleDraft>
{
    /// <summary>Reads the condition.</summary>
    public static ContainsDetectionItemCondition Read(Parameters parameters) => new(parameters.Text("field"), parameters.Scalar("value"));

    /// <inheritdoc/>
    public bool Holds(RuleDraft subject) => subject.AnyItem(Compares);

    private bool Compares(DetectionItem item)
    {
        if (!string.Equals(item.Field, field, StringComparison.Ordinal))
            return false;
        foreach (SigmaValue candidate in item.Values)
        {
            if (ScalarValues.Same(candidate, value))
                return true;
        }

        return false;
    }
}
