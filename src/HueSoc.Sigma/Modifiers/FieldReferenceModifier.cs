using HueSoc.Sigma.Detections;

namespace HueSoc.Sigma.Modifiers;

/// <summary>
/// fieldref: the value names another field of the event. contains, startswith and endswith may stand before or after it.
/// </summary>
internal sealed class FieldReferenceModifier() : ValueModifier("fieldref", ModifierKind.FieldReference)
{
    private static readonly TextModifier OnText = new("fieldref", ModifierKind.FieldReference, Refer);

    /// <inheritdoc/>
    public override Modified Apply(SigmaValue value) => OnText.Apply(value);

    private static Modified Refer(StringValue value)
    {
        ReadOnlySpan<SigmaStringPart> parts = value.Text.Parts.AsSpan();
        bool before = parts.Length > 0 && parts[0].Kind == SigmaStringPartKind.AnyRun;
        bool after = parts.Length > 1 && parts[^1].Kind == SigmaStringPartKind.AnyRun;
        ReadOnlySpan<SigmaStringPart> name = parts[(before ? 1 : 0)..(after ? parts.Length - 1 : parts.Length)];
        if (name.Length != 1 || name[0].Kind != SigmaStringPartKind.Literal)
            return Modified.Wrong($"'fieldref' needs the name of a field, not '{value.Text}'");
        FieldComparison kind = (before, after) switch
        {
            (true, true) => FieldComparison.Contains,
            (false, true) => FieldComparison.StartsWith,
            (true, false) => FieldComparison.EndsWith,
            _ => FieldComparison.Equal,
        };
        return new FieldReferenceValue(name[0].Text, kind, value.Cased);
    }
}
