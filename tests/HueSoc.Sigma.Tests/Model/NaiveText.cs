using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using HueSoc.Sigma.Detections;
using HueSoc.Sigma.Text;

namespace HueSoc.Sigma.Tests.Model;

/// <summary>Texts as the model sees them: code points, compared one by one.</summary>
internal static class NaiveText
{
    /// <summary>A pattern's <c>*</c>.</summary>
    public const int AnyRun = -1;

    /// <summary>A pattern's <c>?</c>.</summary>
    public const int AnyOne = -2;

    private const string Word = "[a-zA-Z0-9_]";

    /// <summary>The text of a JSON string's inner part, escapes resolved; what is no UTF-8 or no whole surrogate pair is U+FFFD.</summary>
    public static string Unescape(ReadOnlySpan<byte> inner)
    {
        string written = Encoding.UTF8.GetString(inner);
        StringBuilder text = new(written.Length);
        for (int i = 0; i < written.Length; i++)
        {
            if (written[i] != '\\')
            {
                text.Append(written[i]);
                continue;
            }

            i++;
            if (written[i] == 'u')
            {
                text.Append((char)int.Parse(written.AsSpan(i + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
                i += 4;
            }
            else
            {
                text.Append(written[i] switch { 'b' => '\b', 'f' => '\f', 'n' => '\n', 'r' => '\r', 't' => '\t', char other => other });
            }
        }

        return string.Concat(text.ToString().EnumerateRunes().Select(r => r.ToString()));
    }

    /// <summary>The code points of a text, folded unless case counts.</summary>
    public static int[] CodePoints(string text, bool cased) =>
        [.. text.EnumerateRunes().Select(r => cased ? r.Value : SimpleCaseFolding.Fold(r.Value))];

    /// <summary>A rule's text as code points and wildcards.</summary>
    public static int[] Pattern(SigmaString text, bool cased, bool anywhere)
    {
        List<int> pattern = anywhere ? [AnyRun] : [];
        foreach (SigmaStringPart part in text.Parts)
        {
            switch (part.Kind)
            {
                case SigmaStringPartKind.Literal:
                    pattern.AddRange(CodePoints(part.Text, cased));
                    break;
                case SigmaStringPartKind.AnyRun:
                    pattern.Add(AnyRun);
                    break;
                case SigmaStringPartKind.AnyOne:
                    pattern.Add(AnyOne);
                    break;
                default:
                    throw new InvalidOperationException($"a placeholder reached the matcher: {text}");
            }
        }

        if (anywhere)
            pattern.Add(AnyRun);
        return [.. pattern];
    }

    /// <summary>Whether the whole of a text fits a pattern.</summary>
    public static bool Fits(ReadOnlySpan<int> text, ReadOnlySpan<int> pattern)
    {
        int run = pattern.IndexOf(AnyRun);
        if (run < 0)
            return text.Length == pattern.Length && FitsAt(text, pattern);

        // What stands before the first * must begin the text, what stands after the last * must end it; each piece
        // between two of them may take the first place it fits at, for that leaves most to the others.
        if (!FitsAt(text, pattern[..run]))
            return false;
        text = text[run..];
        pattern = pattern[(run + 1)..];
        for (run = pattern.IndexOf(AnyRun); run >= 0; run = pattern.IndexOf(AnyRun))
        {
            ReadOnlySpan<int> piece = pattern[..run];
            while (!FitsAt(text, piece))
            {
                if (text.IsEmpty)
                    return false;
                text = text[1..];
            }

            text = text[piece.Length..];
            pattern = pattern[(run + 1)..];
        }

        return text.Length >= pattern.Length && FitsAt(text[^pattern.Length..], pattern);
    }

    /// <summary>A rule's regular expression as .NET's, whose <c>\d \w \s \b</c> would otherwise be Unicode's.</summary>
    public static Regex Regex(RegexValue value)
    {
        StringBuilder pattern = new();
        bool inClass = false;
        for (int i = 0; i < value.Pattern.Length; i++)
        {
            char c = value.Pattern[i];
            if (c == '\\' && i + 1 < value.Pattern.Length)
            {
                char escaped = value.Pattern[++i];
                if (escaped is 'b' or 'B' && !inClass)
                {
                    pattern.Append(escaped == 'b' ? "(?:(?<=" + Word + ")(?!" + Word + ")|(?<!" + Word + ")(?=" + Word + "))"
                        : "(?:(?<=" + Word + ")(?=" + Word + ")|(?<!" + Word + ")(?!" + Word + "))");
                    continue;
                }

                string? set = char.ToLowerInvariant(escaped) switch { 'd' => "0-9", 'w' => "a-zA-Z0-9_", 's' => @" \t\n\v\f\r", _ => null };
                if (set is null || (inClass && char.IsUpper(escaped)))
                    pattern.Append(c).Append(escaped);
                else if (inClass)
                    pattern.Append(set);
                else
                    pattern.Append(char.IsUpper(escaped) ? "[^" : "[").Append(set).Append(']');
                continue;
            }

            // A ] that is a class's first character is one of its characters.
            if (c == '[' && !inClass)
            {
                inClass = true;
                pattern.Append(c);
                if (i + 1 < value.Pattern.Length && value.Pattern[i + 1] == '^')
                    pattern.Append(value.Pattern[++i]);
                if (i + 1 < value.Pattern.Length && value.Pattern[i + 1] == ']')
                    pattern.Append('\\').Append(value.Pattern[++i]);
                continue;
            }

            if (c == ']')
                inClass = false;
            pattern.Append(inClass && c == '[' ? "\\[" : c.ToString());
        }

        RegexOptions options = RegexOptions.CultureInvariant;
        if (value.IgnoreCase)
            options |= RegexOptions.IgnoreCase;
        if (value.Multiline)
            options |= RegexOptions.Multiline;
        if (value.DotAll)
            options |= RegexOptions.Singleline;
        return new(pattern.ToString(), options, TimeSpan.FromSeconds(30));
    }

    private static bool FitsAt(ReadOnlySpan<int> text, ReadOnlySpan<int> piece)
    {
        if (text.Length < piece.Length)
            return false;
        for (int i = 0; i < piece.Length; i++)
        {
            if (piece[i] != AnyOne && piece[i] != text[i])
                return false;
        }

        return true;
    }
}
