using HueSoc.Sigma.Detections;

namespace HueSoc.Sigma.Modifiers;

/// <summary>cased: upper and lower case differ.</summary>
internal sealed class CasedModifier() : ValueModifier("cased", ModifierKind.Case)
{
    private readonly TextModifier onText = new("cased", ModifierKind.Case, value => value with { Cased = true });

    /// <inheritdoc/>
    public override Modified Apply(SigmaValue value) =>
        value is FieldReferenceValue reference ? reference with { Cased = true } : onText.Apply(value);
}
