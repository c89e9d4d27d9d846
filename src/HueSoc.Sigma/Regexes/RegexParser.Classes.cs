namespace HueSoc.Sigma.Regexes;

internal sealed partial class RegexParser
{
    // The position is behind the opening bracket.
    private CodePointSet? ParseClass(int start)
    {
        if (HasPosixForm(start, out _))
        {
            Fail(start, "a POSIX class stands only within another class, as in [[:alpha:]]");
            return null;
        }

        bool negated = TryTake('^');
        List<(int First, int Last)> characters = [];
        CodePointSet sets = CodePointSet.Empty;
        for (bool first = true; ; first = false)
        {
            SkipQuoteMarks();
            if (_at >= _pattern.Length)
            {
                Fail(start, "the class has no end");
                return null;
            }

            if (!_quoted && _pattern[_at] == ']' && !first)
                break;
            if (!TryReadClassItem(out int from, out CodePointSet? set))
                return null;
            if (set is not null)
            {
                sets = sets.Union(set);
                continue;
            }

            int to = from;
            if (!TryReadRangeEnd(from, ref to))
                return null;
            characters.Add((from, to));
        }

        _at++;

        // Case concerns the characters that are written; \W and its like are the same with it or without.
        CodePointSet written = CodePointSet.Of(characters);
        CodePointSet result = sets.Union(Has(RegexFlags.IgnoreCase) ? CaseClosure.Of(written) : written);
        return negated ? result.Complement() : result;
    }

    // A character, or a set of them.
    private bool TryReadClassItem(out int codePoint, out CodePointSet? set)
    {
        (codePoint, set) = (0, null);
        int start = _at;
        if (_quoted)
            return TryReadCodePoint(out codePoint);
        if (_pattern[_at] == '[' && TryReadPosix(out set))
            return set is not null;
        if (_pattern[_at] != '\\')
            return TryReadCodePoint(out codePoint);
        _at++;
        if (_at >= _pattern.Length)
        {
            Fail(start, "the pattern ends in a backslash");
            return false;
        }

        if (_pattern[_at] == 'b')
        {
            _at++;
            codePoint = '\b';
            return true;
        }

        if (TryReadClassEscape(start, out set))
            return set is not null;
        return TryReadCharacterEscape(start, out codePoint);
    }

    // A - before the end of the class, or before a set, is itself.
    private bool TryReadRangeEnd(int from, ref int to)
    {
        SkipQuoteMarks();
        if (_quoted || _at + 1 >= _pattern.Length || _pattern[_at] != '-')
            return true;
        int dash = _at++;
        SkipQuoteMarks();
        if (_at >= _pattern.Length || (!_quoted && _pattern[_at] == ']'))
        {
            _at = dash;
            return true;
        }

        if (!TryReadClassItem(out to, out CodePointSet? set))
            return false;
        if (set is not null)
        {
            // The dash is read again as the next item; it cannot begin a range there, because a set follows it.
            (_at, to) = (dash, from);
            return true;
        }

        if (to >= from)
            return true;
        Fail(dash, "the range is out of order");
        return false;
    }

    // [:alpha:], or nothing at all when it does not have that form.
    private bool TryReadPosix(out CodePointSet? set)
    {
        set = null;
        if (!HasPosixForm(_at, out int end))
            return false;
        string name = _pattern[(_at + 2)..end];
        bool negated = name.StartsWith('^');
        set = _pattern[end] == ':' ? CharacterClasses.Posix(negated ? name[1..] : name, Has(RegexFlags.IgnoreCase)) : null;
        if (set is null)
            Fail(_at, "there is no such POSIX class");
        _at = end + 2;
        if (negated)
            set = set?.Complement();
        return true;
    }

    private bool HasPosixForm(int at, out int end)
    {
        end = -1;
        char kind = at + 1 < _pattern.Length ? _pattern[at + 1] : '\0';
        if (kind is not (':' or '.' or '='))
            return false;
        end = _pattern.IndexOf($"{kind}]", at + 2, StringComparison.Ordinal);
        return end >= 0 && _pattern.AsSpan(at + 2, end - at - 2).IndexOfAny('[', ']', '\\') < 0;
    }

    private void SkipQuoteMarks()
    {
        while (Looking("\\E") || (!_quoted && Looking("\\Q")))
        {
            _quoted = _pattern[_at + 1] == 'Q';
            _at += 2;
        }
    }
}
