using System.Collections.Immutable;
using System.Text;

namespace HueSoc.Sigma.Regexes;

internal sealed partial class RegexParser
{
    private RegexNode? ParseEscape()
    {
        int start = _at++;
        if (_at >= _pattern.Length)
            return FailNode(start, "the pattern ends in a backslash");
        char c = _pattern[_at];
        AnchorKind? anchor = c switch
        {
            'A' or 'G' => AnchorKind.TextStart, // A search begins at the start: \G is there too.
            'z' => AnchorKind.TextEnd,
            'Z' => AnchorKind.TextEndOrNewline,
            'b' => AnchorKind.WordBoundary,
            'B' => AnchorKind.NotWordBoundary,
            _ => null,
        };
        if (anchor is { } kind)
        {
            _at++;
            return new AnchorNode(kind);
        }

        switch (c)
        {
            case 'R':
                _at++;
                return AnyNewline();
            case 'N':
                _at++;
                return new SetNode(CharacterClasses.NotNewline);
            case 'k':
                _at++;
                return ParseReferenceByName(start);
            case 'g':
                _at++;
                return ParseReferenceByNumber(start);
            case >= '1' and <= '9' when TryTakeReference(out string? group):
                return Reference(start, group);
        }

        if (TryReadClassEscape(start, out CodePointSet? set))
            return set is null ? null : new SetNode(set);
        return TryReadCharacterEscape(start, out int codePoint) ? Literal(codePoint) : null;
    }

    // \R is one newline sequence, and \r\n is never divided.
    private AtomicNode AnyNewline()
    {
        _features |= RegexFeatures.Atomic;
        ImmutableArray<RegexNode> pair = [new SetNode(CodePointSet.Of('\r')), new SetNode(CodePointSet.Of('\n'))];
        return new AtomicNode(new AlternationNode([new SequenceNode(pair), new SetNode(CharacterClasses.Vertical)]));
    }

    // \d and its like, in and out of brackets. Null when it is one of them but wrong.
    private bool TryReadClassEscape(int start, out CodePointSet? set)
    {
        char c = _pattern[_at];
        set = char.ToLowerInvariant(c) switch
        {
            'd' => CharacterClasses.Digit,
            'w' => CharacterClasses.Word,
            's' => CharacterClasses.Space,
            'h' => CharacterClasses.Horizontal,
            'v' => CharacterClasses.Vertical,
            _ => null,
        };
        if (set is not null && char.IsAscii(c))
        {
            _at++;
            if (char.IsAsciiLetterUpper(c))
                set = set.Complement();
            return true;
        }

        if (c is not ('p' or 'P'))
            return false;
        _at++;
        set = ReadCategory(start, negated: c == 'P');
        return true;
    }

    private CodePointSet? ReadCategory(int start, bool negated)
    {
        string? name = null;
        if (_at < _pattern.Length && _pattern[_at] == '{')
        {
            _at++;
            _ = TryTakeUntil('}', out name);
        }
        else if (_at < _pattern.Length)
        {
            name = _pattern[_at++].ToString();
        }

        if (name is ['^', ..])
            (name, negated) = (name[1..], !negated);
        CodePointSet? set = name is null ? null : CharacterClasses.Category(name, Has(RegexFlags.IgnoreCase));
        if (set is null)
            Fail(start, "\\p is not followed by a Unicode general category; scripts and other properties are not supported");
        return negated ? set?.Complement() : set;
    }

    // An escape that stands for one character, in and out of brackets.
    private bool TryReadCharacterEscape(int start, out int codePoint)
    {
        char c = _pattern[_at];
        if (!char.IsAsciiLetterOrDigit(c))
            return TryReadCodePoint(out codePoint);
        _at++;
        codePoint = c switch
        {
            'a' => '\a',
            'e' => 0x1B,
            'f' => '\f',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'c' => ReadControl(),
            'x' => ReadHexadecimal(),
            'o' => ReadBraced(8),
            >= '0' and <= '7' => ReadOctal(c),
            _ => -1,
        };
        if (codePoint >= 0 && Rune.IsValid(codePoint))
            return true;
        Fail(start, c switch
        {
            'K' or 'X' or 'C' or 'L' or 'l' or 'U' or 'u' => $"\\{c} is not supported",
            'c' or 'x' or 'o' or (>= '0' and <= '7') => $"\\{c} does not give a Unicode character",
            _ => $"\\{c} has no meaning",
        });
        return false;
    }

    private int ReadControl() =>
        _at < _pattern.Length && _pattern[_at] is (>= ' ' and <= '~') ? char.ToUpperInvariant(_pattern[_at++]) ^ 0x40 : -1;

    private int ReadHexadecimal()
    {
        if (_at < _pattern.Length && _pattern[_at] == '{')
            return ReadBraced(16);
        int end = _at;
        while (end < _pattern.Length && end < _at + 2 && char.IsAsciiHexDigit(_pattern[end]))
            end++;
        string digits = _pattern[_at..end];
        _at = end;
        return digits.Length == 0 ? -1 : Convert.ToInt32(digits, 16);
    }

    private int ReadOctal(char first)
    {
        int value = first - '0';
        for (int i = 0; i < 2 && _at < _pattern.Length && _pattern[_at] is (>= '0' and <= '7'); i++)
            value = (value * 8) + (_pattern[_at++] - '0');
        return value;
    }

    private int ReadBraced(int numberBase)
    {
        if (_at >= _pattern.Length || _pattern[_at] != '{')
            return -1;
        _at++;
        if (!TryTakeUntil('}', out string? digits) || digits.Length is 0 or > 8)
            return -1;
        return digits.All(d => numberBase == 16 ? char.IsAsciiHexDigit(d) : d is (>= '0' and <= '7')) ? Convert.ToInt32(digits, numberBase) : -1;
    }
}
