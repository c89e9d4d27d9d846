namespace HueSoc.Storage.Text;

/// <summary>
/// Whether text fits a pattern as a whole: <c>*</c> is any text, <c>?</c> one code point, a backslash makes the character behind it
/// itself. Takes at most length of text × length of pattern steps.
/// </summary>
internal sealed class Wildcards
{
    private const int Any = -1;
    private const int One = -2;

    private readonly int[] tokens;

    /// <summary>Prepares a pattern.</summary>
    public Wildcards(string pattern)
    {
        List<int> read = new(pattern.Length);
        for (int index = 0; index < pattern.Length; index++)
        {
            char unit = pattern[index];
            if (unit == '\\' && index + 1 < pattern.Length)
                read.Add(pattern[++index]);
            else
                read.Add(unit switch { '*' => Any, '?' => One, _ => unit });
        }

        tokens = [.. read];
    }

    /// <summary>What every text that fits begins with.</summary>
    public string Prefix => string.Concat(tokens.TakeWhile(token => token >= 0).Select(token => (char)token));

    /// <summary>The pattern as SQLite's GLOB takes it.</summary>
    public string Glob => string.Concat(tokens.Select(token => token switch
    {
        Any => "*",
        One => "?",
        '*' or '?' or '[' => $"[{(char)token}]",
        _ => ((char)token).ToString(),
    }));

    /// <summary>Whether text fits.</summary>
    public bool Fits(ReadOnlySpan<char> text)
    {
        int at = 0;
        int token = 0;
        int star = -1;
        int resume = 0;
        while (at < text.Length)
        {
            if (token < tokens.Length && tokens[token] == Any)
            {
                star = token++;
                resume = at;
            }
            else if (token < tokens.Length && (tokens[token] == One || tokens[token] == text[at]))
            {
                at += tokens[token] == One && at + 1 < text.Length && char.IsSurrogatePair(text[at], text[at + 1]) ? 2 : 1;
                token++;
            }
            else if (star >= 0)
            {
                at = ++resume;
                token = star + 1;
            }
            else
            {
                return false;
            }
        }

        while (token < tokens.Length && tokens[token] == Any)
            token++;
        return token == tokens.Length;
    }
}
