using System.Buffers;
using HueSoc.Sigma.Detections;
using HueSoc.Sigma.Matching;

namespace HueSoc.Sigma.Compilation;

/// <summary>A comparison with another field: true when any value of the one stands so to any value of the other.</summary>
/// <param name="reference">The comparison.</param>
internal sealed class FieldReferenceAtom(FieldReferenceValue reference) : Atom
{
    private int otherField;

    /// <inheritdoc/>
    public override string Key { get; } = $"ref:{reference.Kind}:{reference.Cased}:{reference.Field}";

    /// <summary>Looks up the other field, before the first test.</summary>
    public void Bind(FieldCatalog fields) => otherField = fields.Number(reference.Field);

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
        if (!reference.Cased)
            return Holds(values.Folded(value), others.Folded(other));

        // There is room for one decoded text at a time.
        ReadOnlySpan<byte> text = values.Decoded(value);
        byte[] kept = ArrayPool<byte>.Shared.Rent(text.Length);
        text.CopyTo(kept);
        bool holds = Holds(kept.AsSpan(0, text.Length), others.Decoded(other));
        ArrayPool<byte>.Shared.Return(kept);
        return holds;
    }

    private bool Holds(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right) =>
        reference.Kind switch
        {
            FieldComparison.StartsWith => left.StartsWith(right),
            FieldComparison.EndsWith => left.EndsWith(right),
            FieldComparison.Contains => left.IndexOf(right) >= 0,
            _ => left.SequenceEqual(right),
        };
}
