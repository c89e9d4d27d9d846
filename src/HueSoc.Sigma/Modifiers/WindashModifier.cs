using System.Collections.Immutable;
using System.Text;
using HueSoc.Sigma.Detections;

namespace HueSoc.Sigma.Modifiers;

/// <summary>
/// windash: a <c>-</c> or <c>/</c> before which no word character stands and after which one does is replaced by each of
/// <c>- / – — ―</c>; several of them are permuted.
/// </summary>
internal sealed class WindashModifier() : ValueModifier("windash", ModifierKind.Dash)
{
    /// <summary>The most dashes of one text: 5^4 = 625 forms.</summary>
    public const int MaxDashes = 4;

    private static readonly string[] Dashes = ["-", "/", "\u2013", "\u2014", "\u2015"];
    private static readonly TextModifier OnText = new("windash", ModifierKind.Dash, Expand);

    /// <inheritdoc/>
    public override Modified Apply(SigmaValue value) => OnText.Apply(value);

    private static Modified Expand(StringValue value)
    {
        List<List<SigmaStringPart>> forms = [[]];
        int dashes = 0;
        ReadOnlySpan<SigmaStringPart> parts = value.Text.Parts.AsSpan();
        for (int p = 0; p < parts.Length; p++)
        {
            SigmaStringPart part = parts[p];
            if (part.Kind != SigmaStringPartKind.Literal)
            {
                forms.ForEach(f => f.Add(part));
                continue;
            }

            int start = 0;
            for (int i = 0; i < part.Text.Length; i++)
            {
                if (!IsDash(part.Text, i))
                    continue;
                if (++dashes > MaxDashes)
                    return Modified.Wrong($"'windash' expands at most {MaxDashes} dashes, and '{value.Text}' has more");
                string before = part.Text[start..i];
                start = i + 1;
                forms = [.. from form in forms from dash in Dashes select (List<SigmaStringPart>)[.. form, Literal(before), Literal(dash)]];
            }

            string rest = part.Text[start..];
            forms.ForEach(f => f.Add(Literal(rest)));
        }

        if (dashes == 0)
            return value;
        return new AnyOfValue([.. forms.Select(f => (SigmaValue)(value with { Text = new(f) }))]);
    }

    private static SigmaStringPart Literal(string text) => new(SigmaStringPartKind.Literal, text);

    private static bool IsDash(string text, int i) =>
        text[i] is '-' or '/' && (i == 0 || !IsWord(text[i - 1])) && i + 1 < text.Length && IsWord(text[i + 1]);

    private static bool IsWord(char c) => c == '_' || char.IsLetterOrDigit(c);
}
