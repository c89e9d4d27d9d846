using HueSoc.Sigma.Matching;

namespace HueSoc.Sigma.Compilation;

/// <summary>How a literal must lie in a text.</summary>
#pragma warning disable MA0048 // The atom and the words it is described with are one thing.
internal enum LiteralKind : byte
{
    /// <summary>The text is the literal.</summary>
    Exact,

    /// <summary>The text begins with it.</summary>
    Prefix,

    /// <summary>The text ends with it.</summary>
    Suffix,

    /// <summary>The text contains it.</summary>
    Contains,
}

/// <summary>A folded literal and how it must lie in the folded text.</summary>
/// <param name="Kind">How it must lie.</param>
/// <param name="Bytes">The folded UTF-8.</param>
internal readonly record struct AtomLiteral(LiteralKind Kind, byte[] Bytes)
{
    /// <summary>Whether it holds for a text: the model of what the tables find all at once.</summary>
    public bool Holds(ReadOnlySpan<byte> folded) => Kind switch
    {
        LiteralKind.Exact => folded.SequenceEqual(Bytes),
        LiteralKind.Prefix => folded.StartsWith(Bytes),
        LiteralKind.Suffix => folded.EndsWith(Bytes),
        _ => folded.IndexOf(Bytes) >= 0,
    };
}

/// <summary>One alternative of a <see cref="Predicate"/>: a test of one field.</summary>
internal abstract class Atom
{
    /// <summary>What makes two atoms the same test.</summary>
    public abstract string Key { get; }

    /// <summary>Its number among the atoms of the engine, once equal ones have been made one.</summary>
    public int Number { get; set; }

    /// <summary>
    /// Literals of which the folded text of a value holds at least one whenever the atom is true; empty when there are
    /// none, and then the atom is only looked at on demand.
    /// </summary>
    public virtual ReadOnlySpan<AtomLiteral> Literals => [];

    /// <summary>
    /// Sets like <see cref="Literals"/>, each of which is needed by itself, where there are several: what is rarest among
    /// them in the events at hand can then stand before the atom.
    /// </summary>
    public virtual IReadOnlyList<AtomLiteral[]> Needs => [];

    /// <summary>Whether a literal that was found is all there is to test.</summary>
    public virtual bool IsLiteral => false;

    /// <summary>Tests the field of an event.</summary>
    /// <param name="values">The field's values in the event at hand.</param>
    public virtual bool Test(FieldValues values)
    {
        for (int v = values.First; v >= 0; v = values.Next(v))
        {
            if (values.IsText(v) && TestText(values, v))
                return true;
        }

        return false;
    }

    /// <summary>Tests one value that has a text.</summary>
    /// <param name="values">The field's values.</param>
    /// <param name="value">The value.</param>
    public abstract bool TestText(FieldValues values, int value);
}
