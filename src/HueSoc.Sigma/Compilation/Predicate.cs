namespace HueSoc.Sigma.Compilation;

/// <summary>
/// A test of one field that is true when one of its atoms is. Equal tests of different rules are one predicate, so each
/// is made at most once an event.
/// </summary>
/// <param name="id">Its number.</param>
/// <param name="field">The field's number in the <see cref="FieldCatalog"/>.</param>
/// <param name="atoms">The alternatives.</param>
internal sealed class Predicate(int id, int field, Atom[] atoms)
{
    /// <summary>Its number in the engine.</summary>
    public int Id { get; } = id;

    /// <summary>The field's number in the <see cref="FieldCatalog"/>.</summary>
    public int Field { get; } = field;

    /// <summary>The alternatives.</summary>
    public Atom[] Atoms { get; } = atoms;

    /// <summary>Whether all alternatives are exact texts, so that the field's value alone decides.</summary>
    public bool IsExact { get; } = Array.TrueForAll(atoms, a => a.IsLiteral && a.Literals[0].Kind == LiteralKind.Exact);

    /// <summary>Whether it can only be true after one of its literals was found.</summary>
    public bool NeedsLiteral { get; } = Array.TrueForAll(atoms, a => !a.Literals.IsEmpty);
}
