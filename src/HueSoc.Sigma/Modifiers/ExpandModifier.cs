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

            int start = 0;
            for (int open = part.Text.IndexOf('%', StringComparison.Ordinal); open >= 0;)
            {
                int close = part.Text.IndexOf('%', open + 1);
                if (close < 0)
                    break;
                ReadOnlySpan<char> name = part.Text.AsSpan(open + 1, close - open - 1);
                if (IsName(name))
                {
                    parts.Add(new(SigmaStringPartKind.Literal, part.Text[start..open]));
                    parts.Add(new(SigmaStringPartKind.Placeholder, name.ToString()));
                    start = close + 1;
                    open = part.Text.IndexOf('%', start);
                }
                else
                {
                    open = close;
                }
            }

            parts.Add(new(SigmaStringPartKind.Literal, part.Text[start..]));
        }

        return value with { Text = new(parts) };
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
