using HueSoc.Sigma.Detections;

namespace HueSoc.Sigma.Modifiers;

/// <summary>A modifier that says something about the item as a whole and leaves its values alone: all, neq.</summary>
internal sealed class FlagModifier(string name, ModifierKind kind) : ValueModifier(name, kind)
{
    /// <inheritdoc/>
    public override Modified Apply(SigmaValue value) => value;
}
