using System.Collections.Immutable;
using HueSoc.Sigma.Detections;
using HueSoc.Sigma.Pipelines.Reading;

namespace HueSoc.Sigma.Pipelines.Transformations;

/// <summary><c>convert_type</c>: numbers and truth values become texts, or texts numbers. Null stays null.</summary>
internal sealed class ConvertType(bool toNumber) : ValueTransformation
{
    /// <summary>Reads the transformation.</summary>
    public static ConvertType Read(Parameters parameters)
    {
        if (!parameters.Has("target_type"))
            parameters.Report("convert_type needs 'target_type'");
        return new(parameters.Choice("target_type", fallback: false, ("str", false), ("num", true)));
    }

    /// <inheritdoc/>
    protected override ImmutableArray<SigmaValue> Forms(RuleDraft draft, DetectionItem item, SigmaValue value)
    {
        if (!toNumber)
            return value is NumberValue or BooleanValue ? [new StringValue(SigmaString.OfLiteral(ScalarValues.Text(value)))] : default;
        if (value is not StringValue text)
            return default;
        if (text.Text.Literal is { } literal && ScalarValues.IsNumber(literal))
            return [new NumberValue(literal)];
        draft.Fail($"the value '{PlainText.Show(text.Text)}' cannot be made a number", item.Line);
        return default;
    }
}
