using System.Text;

namespace HueSoc.Sigma.Text;

/// <summary>What stands between two <c>*</c> of a pattern: literals and <c>?</c>, so that every match has the same number of characters.</summary>
internal sealed class WildcardSegment
{
    // Alternating: skip so many characters, then these bytes, then skip … The last literal may be empty.
    private readonly (int Skip, byte[] Literal)[] _steps;

    /// <summary>Makes a segment.</summary>
    /// <param name="steps">How many characters to skip and which bytes must follow, in order.</param>
    public WildcardSegment(IEnumerable<(int Skip, byte[] Literal)> steps) => _steps = [.. steps];

    /// <summary>Whether it is empty, and so matches without reading anything.</summary>
    public bool IsEmpty => _steps.Length == 0;

    /// <summary>The bytes when there is no <c>?</c>, else null.</summary>
    public byte[]? Literal => _steps.Length switch
    {
        0 => [],
        1 when _steps[0].Skip == 0 => _steps[0].Literal,
        _ => null,
    };

    /// <summary>The literals that are not empty, in order.</summary>
    public IEnumerable<byte[]> Literals => _steps.Where(s => s.Literal.Length > 0).Select(s => s.Literal);

    /// <summary>The literal it begins with; empty when it begins with <c>?</c>.</summary>
    public byte[] Prefix => _steps.Length > 0 && _steps[0].Skip == 0 ? _steps[0].Literal : [];

    /// <summary>The literal it ends with; empty when it ends with <c>?</c>.</summary>
    public byte[] Suffix => _steps.Length > 0 ? _steps[^1].Literal : [];

    /// <summary>The fewest bytes of a text that it matches.</summary>
    public int MinimumLength => _steps.Sum(s => s.Skip + s.Literal.Length);

    /// <summary>Matches at the beginning of the text.</summary>
    /// <returns>The bytes matched, or −1.</returns>
    public int MatchAtStart(ReadOnlySpan<byte> text)
    {
        int at = 0;
        foreach ((int skip, byte[] literal) in _steps)
        {
            at = Skip(text, at, skip);
            if (at < 0 || !text[at..].StartsWith(literal))
                return -1;
            at += literal.Length;
        }

        return at;
    }

    /// <summary>Matches at the end of the text.</summary>
    /// <returns>Where the match begins, or −1.</returns>
    public int MatchAtEnd(ReadOnlySpan<byte> text)
    {
        for (int i = _steps.Length - 1; i >= 0; i--)
        {
            (int skip, byte[] literal) = _steps[i];
            if (!text.EndsWith(literal))
                return -1;
            text = text[..^literal.Length];
            for (; skip > 0; skip--)
            {
                if (text.IsEmpty)
                    return -1;
                _ = Rune.DecodeLastFromUtf8(text, out _, out int consumed);
                text = text[..^consumed];
            }
        }

        return text.Length;
    }

    /// <summary>Finds the first match.</summary>
    /// <returns>The end of the match, or −1.</returns>
    public int Find(ReadOnlySpan<byte> text)
    {
        if (IsEmpty)
            return 0;

        // Leading ? only say that so many characters come before: the first place for what follows is behind them.
        int at = Skip(text, 0, _steps[0].Skip);
        if (at < 0)
            return -1;
        ReadOnlySpan<byte> first = _steps[0].Literal;
        while (true)
        {
            int found = text[at..].IndexOf(first);
            if (found < 0)
                return -1;
            at += found;
            int end = MatchRest(text, at + first.Length);
            if (end >= 0)
                return end;
            if (end == OutOfText)
                return -1;
            at++;
        }
    }

    private const int OutOfText = -2;

    private int MatchRest(ReadOnlySpan<byte> text, int at)
    {
        for (int i = 1; i < _steps.Length; i++)
        {
            at = Skip(text, at, _steps[i].Skip);
            if (at < 0)
                return OutOfText;
            if (!text[at..].StartsWith(_steps[i].Literal))
                return -1;
            at += _steps[i].Literal.Length;
        }

        return at;
    }

    private static int Skip(ReadOnlySpan<byte> text, int at, int count)
    {
        for (; count > 0; count--)
        {
            if (at >= text.Length)
                return -1;
            _ = Rune.DecodeFromUtf8(text[at..], out _, out int consumed);
            at += consumed;
        }

        return at;
    }
}
