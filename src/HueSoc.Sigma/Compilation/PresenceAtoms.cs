using HueSoc.Sigma.Matching;

namespace HueSoc.Sigma.Compilation;

/// <summary>null: the field is absent or JSON null.</summary>
#pragma warning disable MA0048 // The two tests of presence.
internal sealed class NullAtom : Atom
{
    /// <inheritdoc/>
    public override string Key => "null";

    /// <inheritdoc/>
    public override bool Test(FieldValues values)
    {
        for (int v = values.First; v >= 0; v = values.Next(v))
        {
            if (values.IsNull(v))
                return true;
        }

        return values.First < 0;
    }

    /// <inheritdoc/>
    public override bool TestText(FieldValues values, int value) => false;
}

/// <summary>exists: the field is there, whatever its value, or is not.</summary>
internal sealed class ExistsAtom(bool expected) : Atom
{
    /// <inheritdoc/>
    public override string Key => expected ? "exists" : "missing";

    /// <inheritdoc/>
    public override bool Test(FieldValues values) => values.First >= 0 == expected;

    /// <inheritdoc/>
    public override bool TestText(FieldValues values, int value) => expected;
}
