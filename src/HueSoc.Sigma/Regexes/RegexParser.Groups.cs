namespace HueSoc.Sigma.Regexes;

internal sealed partial class RegexParser
{
    private RegexNode? ParseGroup(out bool repeatable)
    {
        repeatable = true;
        int start = _at++;
        if (Looking("*"))
            return FailNode(start, "verbs and named assertions, (*…), are not supported");
        if (!TryTake('?'))
            return ParseCapture(start, name: null);
        if (TryTake(':'))
            return ParseBody(start, _flags);
        if (TryTake('>'))
            return ParseAtomic(start);
        if (TryTake('='))
            return ParseLook(start, behind: false, negative: false);
        if (TryTake('!'))
            return ParseLook(start, behind: false, negative: true);
        if (TryTake("<="))
            return ParseLook(start, behind: true, negative: false);
        if (TryTake("<!"))
            return ParseLook(start, behind: true, negative: true);
        if (TryTake("P<") || TryTake('<'))
            return ParseNamedCapture(start, '>');
        if (TryTake('\''))
            return ParseNamedCapture(start, '\'');
        if (TryTake("P="))
            return ParseNamedReference(start, ')');
        return Unsupported(start) ?? ParseFlags(start, out repeatable);
    }

    // What PCRE has and this engine has not, by name.
    private RegexNode? Unsupported(int start)
    {
        string? what = (_at < _pattern.Length ? _pattern[_at] : '\0') switch
        {
            'R' or '&' or '+' or (>= '0' and <= '9') => "recursion and subroutine calls are not supported",
            '-' when _at + 1 < _pattern.Length && char.IsAsciiDigit(_pattern[_at + 1]) => "recursion and subroutine calls are not supported",
            'P' => "recursion and subroutine calls are not supported",
            '(' => "conditional groups are not supported",
            'C' => "callouts are not supported",
            '|' => "groups that reset their numbers, (?|…), are not supported",
            '[' => "extended classes, (?[…]), are not supported",
            '*' => "non-atomic look-arounds are not supported",
            _ => null,
        };
        return what is null ? null : FailNode(start, what);
    }

    private RegexNode? ParseCapture(int start, string? name)
    {
        int number = ++_groups;
        if (name is not null && !_names.TryAdd(name, number))
            return FailNode(start, $"two groups are named {name}");
        return ParseBody(start, _flags) is { } body ? new CaptureNode(body, number) : null;
    }

    private RegexNode? ParseNamedCapture(int start, char end) =>
        TryTakeUntil(end, out string? name) && IsName(name)
            ? ParseCapture(start, name)
            : FailNode(start, "the group's name is missing or is no name");

    private AtomicNode? ParseAtomic(int start)
    {
        _features |= RegexFeatures.Atomic;
        return ParseBody(start, _flags) is { } body ? new AtomicNode(body) : null;
    }

    private LookNode? ParseLook(int start, bool behind, bool negative)
    {
        _features |= RegexFeatures.Look;
        return ParseBody(start, _flags) is { } body ? new LookNode(body, behind, negative) : null;
    }

    // (?i-s) holds to the end of the group around it, (?i-s:…) for its own content.
    private RegexNode? ParseFlags(int start, out bool repeatable)
    {
        RegexFlags flags = TryTake('^') ? RegexFlags.None : _flags;
        bool on = true;
        repeatable = false;
        while (_at < _pattern.Length)
        {
            char c = _pattern[_at++];
            RegexFlags flag = c switch
            {
                'i' => RegexFlags.IgnoreCase,
                'm' => RegexFlags.Multiline,
                's' => RegexFlags.DotAll,
                'x' => RegexFlags.Extended,
                _ => RegexFlags.None,
            };
            switch (c)
            {
                case '-' when on:
                    on = false;
                    break;
                case ':':
                    repeatable = true;
                    return ParseBody(start, flags);
                case ')':
                    _flags = flags;
                    return EmptyNode.Instance;
                case 'x' when _at < _pattern.Length && _pattern[_at] == 'x':
                    return FailNode(start, "the flag xx is not supported");
                default:
                    if (flag == RegexFlags.None)
                        return FailNode(start, $"(? is followed by {Shown(c)}, which is no supported flag or group");
                    flags = on ? flags | flag : flags & ~flag;
                    break;
            }
        }

        return FailNode(start, "the group has no end");
    }

    private RegexNode? ParseBody(int start, RegexFlags flags)
    {
        if (++_depth > MaxNesting)
            return FailNode(start, $"groups are nested more than {MaxNesting} deep");
        RegexFlags outside = _flags;
        _flags = flags;
        RegexNode body = ParseAlternatives();
        _flags = outside;
        _depth--;
        if (_error is not null)
            return null;
        if (!TryTake(')'))
            return FailNode(start, "the group has no end");
        return body;
    }

    private static bool IsName(string name) =>
        name.Length is > 0 and <= 128 && !char.IsAsciiDigit(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');

    private static string Shown(char c) => char.IsAsciiLetterOrDigit(c) || char.IsPunctuation(c) || char.IsSymbol(c) ? $"{c}" : $"U+{(int)c:X4}";
}
