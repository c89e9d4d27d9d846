using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace HueSoc.Sigma.Regexes;

internal sealed partial class RegexParser
{
    // Up to nine always refers back; more only when so many groups have been opened, and is octal otherwise.
    private bool TryTakeReference([NotNullWhen(true)] out string? group)
    {
        int end = _at;
        _ = TryReadNumber(ref end, out int number);
        group = number < 10 || number <= _groups || _pattern[_at] >= '8' ? number.ToString(CultureInfo.InvariantCulture) : null;
        if (group is not null)
            _at = end;
        return group is not null;
    }

    private RegexNode? ParseReferenceByName(int start)
    {
        if (TryTake('<'))
            return ParseNamedReference(start, '>');
        if (TryTake('{'))
            return ParseNamedReference(start, '}');
        return TryTake('\'') ? ParseNamedReference(start, '\'') : FailNode(start, "\\k is not followed by a group's name");
    }

    private RegexNode? ParseReferenceByNumber(int start)
    {
        if (_at < _pattern.Length && _pattern[_at] is ('<' or '\''))
            return FailNode(start, "recursion and subroutine calls are not supported");
        bool braced = TryTake('{');
        string? text;
        if (braced)
        {
            if (!TryTakeUntil('}', out text))
                return FailNode(start, "\\g{ has no end");
            if (IsName(text))
                return Reference(start, text);
        }
        else
        {
            int end = _at;
            if (end < _pattern.Length && _pattern[end] is ('-' or '+'))
                end++;
            _ = TryReadNumber(ref end, out _);
            text = _pattern[_at..end];
            _at = end;
        }

        if (!int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number) || number == 0)
            return FailNode(start, "\\g is not followed by a group's number or name");

        // A sign counts from here: −1 is the group opened last, +1 the one to be opened next.
        number = text[0] switch
        {
            '-' => _groups + 1 + number,
            '+' => _groups + number,
            _ => number,
        };
        return number > 0
            ? Reference(start, number.ToString(CultureInfo.InvariantCulture))
            : FailNode(start, "there are not so many groups before this");
    }

    private RegexNode? ParseNamedReference(int start, char end) =>
        TryTakeUntil(end, out string? name) && IsName(name)
            ? Reference(start, name)
            : FailNode(start, "the group's name is missing or is no name");

    private BackreferenceNode Reference(int start, string group)
    {
        _features |= RegexFeatures.Backreference;
        _references.Add((group, start));
        return new BackreferenceNode(group, Has(RegexFlags.IgnoreCase));
    }
}
