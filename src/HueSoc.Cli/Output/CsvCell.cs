using System.Globalization;
using System.Text;

namespace HueSoc.Cli.Output;

/// <summary>
/// Text as a cell of RFC 4180, always quoted. A spreadsheet takes a cell that begins with <c>= + - @</c> (or their
/// full-width forms, a tab, a line break) for a formula, and logs hold what attackers wrote: an apostrophe before it
/// makes it text again. Control characters and marks that turn the direction of text are written out. A cell longer than
/// spreadsheets hold is cut, and says so. Programs, which want the text itself, read JSON lines.
/// </summary>
internal static class CsvCell
{
    /// <summary>The longest cell in characters; Excel holds 32,767.</summary>
    public const int MaxLength = 32_000;

    /// <summary>Appends a cell.</summary>
    public static void Append(StringBuilder line, string text)
    {
        int length = text.Length;
        if (length > MaxLength)
            length = char.IsHighSurrogate(text[MaxLength - 1]) ? MaxLength - 1 : MaxLength;

        line.Append('"');
        if (length > 0 && StartsFormula(text[0]))
            line.Append('\'');
        foreach (char c in text.AsSpan(0, length))
        {
            if (c == '"')
                line.Append("\"\"");
            else if (char.IsControl(c) && c is not ('\t' or '\r' or '\n'))
                line.Append(CultureInfo.InvariantCulture, $"\\x{(int)c:x2}");
            else if (c is (>= '\u202a' and <= '\u202e') or (>= '\u2066' and <= '\u2069'))
                line.Append(CultureInfo.InvariantCulture, $"\\u{{{(int)c:x4}}}");
            else
                line.Append(c);
        }

        if (length < text.Length)
            line.Append(CultureInfo.InvariantCulture, $"… ({text.Length - length} more characters)");
        line.Append('"');
    }

    private static bool StartsFormula(char first) =>
        first is '=' or '+' or '-' or '@' or '\t' or '\r' or '\n' or '＝' or '＋' or '－' or '＠';
}
