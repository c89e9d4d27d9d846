using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using HueSoc.Sigma.Detections;

namespace HueSoc.Sigma.Regexes;

/// <summary>
/// Reads PCRE syntax (pcre2pattern) as far as rules need it. What PCRE has and this engine does not is refused by
/// name; nothing is read as something else than PCRE would take it for.
/// </summary>
internal sealed partial class RegexParser
{
    /// <summary>The longest pattern, in UTF-16 code units.</summary>
    public const int MaxLength = 8 * 1024;

    /// <summary>How deep groups may be nested.</summary>
    public const int MaxNesting = 64;

    /// <summary>The largest count of a repeat, which is PCRE's.</summary>
    public const int MaxRepeat = 65_535;

    private readonly string _pattern;
    private readonly Dictionary<string, int> _names = new(StringComparer.Ordinal);
    private readonly List<(string Group, int Column)> _references = [];
    private int _at;
    private int _depth;
    private int _groups;
    private bool _quoted;
    private RegexFlags _flags;
    private RegexFeatures _features;
    private string? _error;

    private RegexParser(string pattern, RegexFlags flags)
    {
        _pattern = pattern;
        _flags = flags;
    }

    /// <summary>Reads a pattern.</summary>
    /// <param name="value">The pattern and its flags.</param>
    /// <param name="error">Why it was refused: one sentence, with the 1-based column.</param>
    /// <returns>Null when it was refused.</returns>
    public static ParsedRegex? Parse(RegexValue value, out string? error)
    {
        if (value.Pattern.Length > MaxLength)
        {
            error = $"the pattern has {value.Pattern.Length} characters, more than {MaxLength}";
            return null;
        }

        RegexFlags flags = (value.IgnoreCase ? RegexFlags.IgnoreCase : RegexFlags.None)
            | (value.Multiline ? RegexFlags.Multiline : RegexFlags.None)
            | (value.DotAll ? RegexFlags.DotAll : RegexFlags.None);
        RegexParser parser = new(value.Pattern, flags);
        ParsedRegex? parsed = parser.ParseWhole();
        error = parser._error;
        return error is null ? parsed : null;
    }

    private ParsedRegex? ParseWhole()
    {
        RegexNode root = ParseAlternatives();
        if (_error is null && _at < _pattern.Length)
            Fail(_at, "this ) closes no group");
        foreach ((string group, int column) in _references)
        {
            if (!_names.ContainsKey(group) && !(int.TryParse(group, out int number) && number >= 1 && number <= _groups))
                Fail(column, $"there is no group {group} to refer back to");
        }

        if (_error is not null)
            return null;
        long expansion = RegexExpansion.Of(root);
        if (expansion > MaxRepeat)
        {
            Fail(0, $"its counted repeats stand for more than {MaxRepeat} characters");
            return null;
        }

        return new ParsedRegex(root, _names.ToFrozenDictionary(StringComparer.Ordinal), _features, (int)expansion);
    }

    private RegexNode ParseAlternatives()
    {
        ImmutableArray<RegexNode>.Builder branches = ImmutableArray.CreateBuilder<RegexNode>();
        do
            branches.Add(ParseSequence());
        while (_error is null && TryTake('|'));
        return branches.Count == 1 ? branches[0] : new AlternationNode(branches.ToImmutable());
    }

    private RegexNode ParseSequence()
    {
        ImmutableArray<RegexNode>.Builder parts = ImmutableArray.CreateBuilder<RegexNode>();
        while (_error is null)
        {
            SkipIgnored();
            if (_at >= _pattern.Length || (!_quoted && _pattern[_at] is ('|' or ')')))
                break;
            int start = _at;
            RegexNode? atom = ParseAtom(out bool repeatable);
            if (atom is null)
                break;
            SkipIgnored();
            if (!_quoted && TryReadQuantifier(out int minimum, out int? maximum))
            {
                if (!repeatable)
                    Fail(start, "there is nothing here that could be repeated");
                atom = ParseRepeat(atom, minimum, maximum);
            }

            if (atom is SequenceNode inner)
                parts.AddRange(inner.Parts);
            else if (atom is not EmptyNode)
                parts.Add(atom);
        }

        return parts.Count switch
        {
            0 => EmptyNode.Instance,
            1 => parts[0],
            _ => new SequenceNode(parts.ToImmutable()),
        };
    }

    private RegexNode? ParseAtom(out bool repeatable)
    {
        repeatable = true;
        int start = _at;
        if (_quoted)
            return ParseLiteral();
        switch (_pattern[_at])
        {
            case '(':
                return ParseGroup(out repeatable);
            case '[':
                _at++;
                return ParseClass(start) is { } set ? new SetNode(set) : null;
            case '.':
                _at++;
                return new SetNode(Has(RegexFlags.DotAll) ? CodePointSet.All : CharacterClasses.NotNewline);
            case '^':
                _at++;
                repeatable = false;
                return new AnchorNode(Has(RegexFlags.Multiline) ? AnchorKind.LineStart : AnchorKind.TextStart);
            case '$':
                _at++;
                repeatable = false;
                return new AnchorNode(Has(RegexFlags.Multiline) ? AnchorKind.LineEnd : AnchorKind.TextEndOrNewline);
            case '\\':
                RegexNode? escaped = ParseEscape();
                repeatable = escaped is not AnchorNode;
                return escaped;
            case '*' or '+' or '?':
                return FailNode(start, "there is nothing before this quantifier");
            case '{' when TryReadQuantifier(out _, out _):
                return FailNode(start, "there is nothing before this quantifier");
            default:
                return ParseLiteral();
        }
    }

    private SetNode? ParseLiteral() => TryReadCodePoint(out int codePoint) ? Literal(codePoint) : null;

    private SetNode Literal(int codePoint) => new(Has(RegexFlags.IgnoreCase) ? CaseClosure.Of(codePoint) : CodePointSet.Of(codePoint));

    private bool TryReadCodePoint(out int codePoint)
    {
        if (Rune.TryGetRuneAt(_pattern, _at, out Rune rune))
        {
            codePoint = rune.Value;
            _at += rune.Utf16SequenceLength;
            return true;
        }

        codePoint = 0;
        Fail(_at, "half of a surrogate pair stands alone");
        return false;
    }

    // What stands for nothing: the marks of \Q…\E, and under x white space and comments.
    private void SkipIgnored()
    {
        while (_at < _pattern.Length)
        {
            if (Looking("\\E"))
            {
                _quoted = false;
                _at += 2;
            }
            else if (!_quoted && Looking("\\Q"))
            {
                _quoted = true;
                _at += 2;
            }
            else if (!_quoted && Has(RegexFlags.Extended) && _pattern[_at] is (' ' or (>= '\t' and <= '\r')))
            {
                _at++;
            }
            else if (!_quoted && Has(RegexFlags.Extended) && _pattern[_at] == '#')
            {
                int end = _pattern.IndexOf('\n', _at);
                _at = end < 0 ? _pattern.Length : end + 1;
            }
            else if (!_quoted && Looking("(?#"))
            {
                int end = _pattern.IndexOf(')', _at);
                if (end < 0)
                    Fail(_at, "the comment has no end");
                _at = end < 0 ? _pattern.Length : end + 1;
            }
            else
            {
                return;
            }
        }
    }

    private bool Has(RegexFlags flag) => (_flags & flag) != RegexFlags.None;

    private bool Looking(string text) => string.CompareOrdinal(_pattern, _at, text, 0, text.Length) == 0;

    private bool TryTake(char c)
    {
        if (_quoted || _at >= _pattern.Length || _pattern[_at] != c)
            return false;
        _at++;
        return true;
    }

    private bool TryTake(string text)
    {
        if (!Looking(text))
            return false;
        _at += text.Length;
        return true;
    }

    // The first complaint is the one that is told.
    private void Fail(int at, string reason) => _error ??= $"column {at + 1}: {reason}";

    private RegexNode? FailNode(int at, string reason)
    {
        Fail(at, reason);
        return null;
    }

    private bool TryTakeUntil(char end, [NotNullWhen(true)] out string? text)
    {
        int found = _pattern.IndexOf(end, _at);
        text = found < 0 ? null : _pattern[_at..found];
        if (found >= 0)
            _at = found + 1;
        return found >= 0;
    }
}
