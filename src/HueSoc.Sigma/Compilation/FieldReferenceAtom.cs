using HueSoc.Sigma.Detections;
using HueSoc.Sigma.Matching;

namespace HueSoc.Sigma.Compilation;

/// <summary>A comparison with another field: true when any value of the one stands so to any value of the other.</summary>
/// <param name="reference">The comparison.</param>
/// <param name="otherField">The other field's number.</param>
internal sealed class FieldReferenceAtom(FieldReferenceValue reference, int otherField) : Atom
{
    /// <inheritdoc/>
    public override string Key { get; } = $"ref:{reference.Kind}:{reference.Cased}:{reference.Field}";

    /// <summary>The other field's number.</summary>
    public int OtherField => otherField;

    /// <inheritdoc/>
    public override bool TestText(FieldValues values, int value)
    {
        FieldValues others = values.OfField(otherField);
        for (int o = others.First; o >= 0; o = others.Next(o))
        {
            if (others.IsText(o) && Compare(values, value, others, o))
                return true;
        }

        return false;
    }

    private bool Compare(FieldValues values, int value, FieldValues others, int other)
    {
        // Making one text may move the buffer the other lies in, so both are made before either is looked at.
        if (!reference.Cased)
        {
            _ = values.Folded(value);
            _ = others.Folded(other);
        }

        ReadOnlySpan<byte> left = reference.Cased ? values.Decoded(value).ToArray() : values.Folded(value);
        ReadOnlySpan<byte> right = reference.Cased ? others.Decoded(other) : others.Folded(other);
        return reference.Kind switch
        {
            FieldComparison.StartsWith => left.StartsWith(right),
            FieldComparison.EndsWith => left.EndsWith(right),
            FieldComparison.Contains => left.IndexOf(right) >= 0,
            _ => left.SequenceEqual(right),
        };
    }
}
