using System.Collections.Immutable;
using HueSoc.Sigma.Detections;
using HueSoc.Sigma.Pipelines.Reading;

namespace HueSoc.Sigma.Pipelines.Transformations;

/// <summary><c>set_value</c>: every value becomes a fixed one.</summary>
internal sealed class SetValue(SigmaValue fixedValue) : ValueTransformation
{
    private enum Type
    {
        AsWritten,
        Text,
        Number,
    }

    /// <summary>Reads the transformation.</summary>
    public static SetValue Read(Parameters parameters)
    {
        SigmaValue value = parameters.Scalar("value");
        Type type = parameters.Choice("force_type", Type.AsWritten, ("str", Type.Text), ("num", Type.Number));
        string text = ScalarValues.Text(value);
        if (type == Type.Number && !ScalarValues.IsNumber(text))
            parameters.Report("value", $"'{text}' is not a number");
        return new(type switch
        {
            Type.Text when value is not StringValue => new StringValue(SigmaString.OfLiteral(text)),
            Type.Number => new NumberValue(text),
            _ => value,
        });
    }

    /// <inheritdoc/>
    protected override ImmutableArray<SigmaValue> Forms(RuleDraft draft, DetectionItem item, SigmaValue value) => [fixedValue];
}
