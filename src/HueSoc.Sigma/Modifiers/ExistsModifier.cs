using HueSoc.Sigma.Detections;

namespace HueSoc.Sigma.Modifiers;

/// <summary>exists: whether the field is there.</summary>
internal sealed class ExistsModifier() : ValueModifier("exists", ModifierKind.Existence)
{
    /// <inheritdoc/>
    public override Modified Apply(SigmaValue value) => value switch
    {
        BooleanValue boolean => new ExistsValue(boolean.Value),
        StringValue { Text.Literal: { } text } when bool.TryParse(text, out bool expected) => new ExistsValue(expected),
        StringValue { Text.Literal: "yes" or "Yes" } => new ExistsValue(true),
        StringValue { Text.Literal: "no" or "No" } => new ExistsValue(false),
        _ => Modified.Wrong("'exists' needs true or false"),
    };
}
