using System.Globalization;
using System.Text;

namespace HueSoc.Cli.Terminal;

/// <summary>
/// Makes text that came from a log, a rule or a file name safe to show. A terminal obeys what it is shown: escape
/// sequences can hide or fake lines, and bidirectional marks can reverse a file name.
/// </summary>
internal static class TerminalText
{
    /// <summary>
    /// The text with everything invisible or obeyed written out: control characters, format characters (bidirectional
    /// marks, zero-width characters, tags), line and paragraph separators, private use, halves of surrogate pairs.
    /// </summary>
    public static string Escape(string text)
    {
        int safe = 0;
        while (safe < text.Length && text[safe] is >= ' ' and < '\u007f')
            safe++;
        if (safe == text.Length)
            return text;

        StringBuilder escaped = new(text.Length + 16);
        escaped.Append(text, 0, safe);
        for (int i = safe; i < text.Length;)
        {
            if (Rune.TryGetRuneAt(text, i, out Rune rune))
            {
                Append(escaped, rune);
                i += rune.Utf16SequenceLength;
            }
            else
            {
                escaped.Append(CultureInfo.InvariantCulture, $"\\u{{{(int)text[i]:x4}}}");
                i++;
            }
        }

        return escaped.ToString();
    }

    /// <summary>The text escaped and brought to exactly <paramref name="width"/> cells, cut with an ellipsis or filled with spaces.</summary>
    public static string Fit(string text, int width)
    {
        // A log may name a host of megabytes; what cannot be seen need not be looked at.
        bool tooLong = text.Length > width * 8;
        string shown = Escape(tooLong ? text[..(width * 8)] : text);
        int cells = Width(shown);
        if (cells <= width && !tooLong)
            return shown + new string(' ', width - cells);

        StringBuilder cut = new(width + 1);
        int used = 0;
        foreach (Rune rune in shown.EnumerateRunes())
        {
            int next = Width(rune);
            if (used + next > width - 1)
                break;
            cut.Append(rune.ToString());
            used += next;
        }

        return cut.Append('…').Append(' ', width - 1 - used).ToString();
    }

    /// <summary>How many cells of a terminal the text takes, for text that has been escaped.</summary>
    public static int Width(string text)
    {
        int cells = 0;
        foreach (Rune rune in text.EnumerateRunes())
            cells += Width(rune);
        return cells;
    }

    private static int Width(Rune rune)
    {
        if (rune.Value < 0x300)
            return 1;
        if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark)
            return 0;
        return IsWide(rune.Value) ? 2 : 1;
    }

    // The blocks that terminals draw two cells wide (Unicode Standard Annex 11, "W" and "F"), block by block.
    private static bool IsWide(int value) => value
        is (>= 0x1100 and <= 0x115f)
        or (>= 0x2e80 and <= 0xa4cf)
        or (>= 0xac00 and <= 0xd7a3)
        or (>= 0xf900 and <= 0xfaff)
        or (>= 0xfe30 and <= 0xfe6f)
        or (>= 0xff00 and <= 0xff60)
        or (>= 0xffe0 and <= 0xffe6)
        or (>= 0x1f300 and <= 0x1faff)
        or (>= 0x20000 and <= 0x3fffd);

    private static void Append(StringBuilder escaped, Rune rune)
    {
        switch (rune.Value)
        {
            case '\n':
                escaped.Append("\\n");
                return;
            case '\r':
                escaped.Append("\\r");
                return;
            case '\t':
                escaped.Append("\\t");
                return;
        }

        switch (Rune.GetUnicodeCategory(rune))
        {
            case UnicodeCategory.Control:
                escaped.Append(CultureInfo.InvariantCulture, $"\\x{rune.Value:x2}");
                break;
            case UnicodeCategory.Format:
            case UnicodeCategory.LineSeparator:
            case UnicodeCategory.ParagraphSeparator:
            case UnicodeCategory.PrivateUse:
            case UnicodeCategory.OtherNotAssigned:
                escaped.Append(CultureInfo.InvariantCulture, $"\\u{{{rune.Value:x4}}}");
                break;
            default:
                escaped.Append(rune.ToString());
                break;
        }
    }
}
