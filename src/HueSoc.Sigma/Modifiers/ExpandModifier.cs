using System.Text;
using HueSoc.Sigma.Detections;

namespace HueSoc.Sigma.Modifiers;

/// <summary>expand: <c>%name%</c> is a placeholder that a pipeline replaces by values.</summary>
internal static class ExpandModifier
{
    /// <summary>Makes the modifier.</summary>
    public static ValueModifier Create() => new TextModifier("expand", ModifierKind.Placeholder, Expand);

    private static Modified Expand(StringValue value)
    {
        List<SigmaStringPart> parts = [];
        foreach (SigmaStringPart part in value.Text.Parts)
        {
            if (part.Kind != SigmaStringPartKind.Literal)
            {
                parts.Add(part);
                continue;
            }

            Split(part.Text, parts);
        }

        return value with { Text = new(parts) };
    }

    /// <summary>Cuts a literal at its placeholders; <c>\%</c> is a percent sign that belongs to none.</summary>
    private static void Split(string text, List<SigmaStringPart> parts)
    {
        StringBuilder literal = new();
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\' && i + 1 < text.Length && text[i + 1] == '%')
            {
                literal.Append(text[++i]);
                continue;
            }

            int close = text[i] == '%' ? text.IndexOf('%', i + 1) : -1;
            if (close > 0 && IsName(text.AsSpan(i + 1, close - i - 1)))
            {
                parts.Add(new(SigmaStringPartKind.Literal, literal.ToString()));
                literal.Clear();
                parts.Add(new(SigmaStringPartKind.Placeholder, text[(i + 1)..close]));
                i = close;
                continue;
            }

            literal.Append(text[i]);
        }

        parts.Add(new(SigmaStringPartKind.Literal, literal.ToString()));
    }

    private static bool IsName(ReadOnlySpan<char> name)
    {
        if (name.IsEmpty)
            return false;
        foreach (char c in name)
        {
            if (!char.IsLetterOrDigit(c) && c is not ('_' or '-' or '.'))
                return false;
        }

        return true;
    }
}
