namespace HueSoc.Sigma.Regexes;

internal sealed partial class RegexParser
{
    private RegexNode ParseRepeat(RegexNode atom, int minimum, int? maximum)
    {
        bool lazy = TryTake('?');
        bool possessive = !lazy && TryTake('+');
        SkipIgnored();
        int next = _at;
        if (!_quoted && TryReadQuantifier(out _, out _))
            Fail(next, "a quantifier follows a quantifier");
        if (maximum < minimum)
            Fail(next - 1, "the quantifier's numbers are out of order");
        if (minimum > MaxRepeat || maximum > MaxRepeat)
            Fail(next - 1, $"the quantifier's number is greater than {MaxRepeat}");

        // A place is where it is however often one looks at it.
        if (atom is AnchorNode or LookNode or EmptyNode)
            return minimum == 0 ? EmptyNode.Instance : atom;
        if (maximum == 0)
            return EmptyNode.Instance;
        if (!(minimum == 1 && maximum == 1))
            atom = new RepeatNode(atom, minimum, maximum, lazy);
        if (!possessive)
            return atom;
        _features |= RegexFeatures.Atomic;
        return new AtomicNode(atom);
    }

    // A { that begins no quantifier is itself.
    private bool TryReadQuantifier(out int minimum, out int? maximum)
    {
        (minimum, maximum) = (0, null);
        if (_at >= _pattern.Length)
            return false;
        switch (_pattern[_at])
        {
            case '*':
                break;
            case '+':
                minimum = 1;
                break;
            case '?':
                maximum = 1;
                break;
            case '{':
                int end = _at + 1;
                if (!TryReadNumber(ref end, out minimum))
                    return false;
                maximum = minimum;
                if (end < _pattern.Length && _pattern[end] == ',')
                {
                    end++;
                    maximum = TryReadNumber(ref end, out int most) ? most : null;
                }

                if (end >= _pattern.Length || _pattern[end] != '}')
                    return false;
                _at = end;
                break;
            default:
                return false;
        }

        _at++;
        return true;
    }

    private bool TryReadNumber(ref int at, out int number)
    {
        int start = at;
        number = 0;
        for (; at < _pattern.Length && char.IsAsciiDigit(_pattern[at]); at++)
            number = Math.Min((number * 10) + (_pattern[at] - '0'), MaxRepeat + 1);
        return at > start;
    }
}
