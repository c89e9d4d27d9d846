using HueSoc.Sigma.Detections;

namespace HueSoc.Sigma.Modifiers;

/// <summary>contains, startswith, endswith: on texts a wildcard, on field references a kind of comparison.</summary>
internal sealed class PositionModifier(string name, bool before, bool after, FieldComparison comparison)
    : ValueModifier(name, ModifierKind.Position)
{
    private readonly TextModifier onText = new(
        name, ModifierKind.Position, value => value with { Text = value.Text.Widened(before, after) });

    /// <inheritdoc/>
    public override Modified Apply(SigmaValue value) =>
        value is FieldReferenceValue reference ? reference with { Kind = comparison } : onText.Apply(value);
}
