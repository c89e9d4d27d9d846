using HueSoc.Sigma.Detections;

namespace HueSoc.Sigma.Modifiers;

/// <summary>A modifier that needs a text. Numbers and truth values are taken as the text they were written as.</summary>
internal sealed class TextModifier(string name, ModifierKind kind, Func<StringValue, Modified> apply) : ValueModifier(name, kind)
{
    /// <inheritdoc/>
    public override Modified Apply(SigmaValue value) => value switch
    {
        StringValue text => apply(text),
        NumberValue number => apply(new(SigmaString.OfLiteral(number.Text))),
        BooleanValue boolean => apply(new(SigmaString.OfLiteral(boolean.Value ? "true" : "false"))),
        NullValue => Modified.Wrong($"'{Name}' needs a text, not nothing"),
        _ => Modified.Wrong($"'{Name}' does not go with the modifiers before it"),
    };
}
