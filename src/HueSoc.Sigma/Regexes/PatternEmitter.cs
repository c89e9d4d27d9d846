using System.Globalization;
using System.Text;

namespace HueSoc.Sigma.Regexes;

/// <summary>Writes a pattern in .NET's syntax. Of .NET's own classes, case tables and flags nothing is used but <c>(?m:^)</c> and <c>(?m:$)</c>.</summary>
internal sealed class PatternEmitter
{
    private readonly StringBuilder _out = new();
    private readonly ParsedRegex _parsed;
    private readonly AlphabetMap? _alphabet;
    private readonly bool _captures;

    private PatternEmitter(ParsedRegex parsed, AlphabetMap? alphabet)
    {
        _parsed = parsed;
        _alphabet = alphabet;
        _captures = (parsed.Features & RegexFeatures.Backreference) != RegexFeatures.None;
    }

    /// <summary>Writes a pattern.</summary>
    /// <param name="parsed">The pattern.</param>
    /// <param name="alphabet">What will be done to the texts; null when they are given as they are.</param>
    public static string Emit(ParsedRegex parsed, AlphabetMap? alphabet)
    {
        PatternEmitter emitter = new(parsed, alphabet);
        emitter.Write(parsed.Root);
        return emitter._out.ToString();
    }

    /// <summary>The sets of a pattern.</summary>
    public static IEnumerable<CodePointSet> Sets(RegexNode node) => node switch
    {
        SetNode set => [set.Set],
        SequenceNode sequence => sequence.Parts.SelectMany(Sets),
        AlternationNode alternation => alternation.Branches.SelectMany(Sets),
        RepeatNode repeat => Sets(repeat.Child),
        CaptureNode capture => Sets(capture.Child),
        AtomicNode atomic => Sets(atomic.Child),
        LookNode look => Sets(look.Child),
        _ => [],
    };

    private void Write(RegexNode node)
    {
        switch (node)
        {
            case SetNode set:
                WriteSet(set.Set);
                break;
            case AnchorNode anchor:
                _out.Append(Anchor(anchor.Kind));
                break;
            case SequenceNode sequence:
                foreach (RegexNode part in sequence.Parts)
                    Write(part);
                break;
            case AlternationNode alternation:
                WriteAlternation(alternation);
                break;
            case RepeatNode repeat:
                WriteRepeat(repeat);
                break;
            case CaptureNode capture:
                WriteGroup(_captures ? Invariant($"?<{capture.Number}>") : "?:", capture.Child);
                break;
            case AtomicNode atomic:
                WriteGroup("?>", atomic.Child);
                break;
            case LookNode look:
                WriteGroup($"?{(look.Behind ? "<" : string.Empty)}{(look.Negative ? '!' : '=')}", look.Child);
                break;
            case BackreferenceNode reference:
                int number = _parsed.GroupNames.TryGetValue(reference.Group, out int named) ? named : int.Parse(reference.Group, CultureInfo.InvariantCulture);
                _out.Append(Invariant(reference.IgnoreCase ? (FormattableString)$"(?i:\\k<{number}>)" : $"\\k<{number}>"));
                break;
        }
    }

    private string Anchor(AnchorKind kind) => kind switch
    {
        AnchorKind.TextStart => @"\A",
        AnchorKind.TextEnd => @"\z",
        AnchorKind.TextEndOrNewline => @"\Z",
        AnchorKind.LineStart => "(?m:^)",
        AnchorKind.LineEnd => "(?m:$)",
        AnchorKind.WordBoundary => _alphabet is null ? "(?:(?<=[0-9A-Za-z_])(?![0-9A-Za-z_])|(?<![0-9A-Za-z_])(?=[0-9A-Za-z_]))" : @"\b",
        _ => _alphabet is null ? "(?:(?<=[0-9A-Za-z_])(?=[0-9A-Za-z_])|(?<![0-9A-Za-z_])(?![0-9A-Za-z_]))" : @"\B",
    };

    private void WriteGroup(string kind, RegexNode child)
    {
        _out.Append('(').Append(kind);
        if (child is AlternationNode alternation)
            WriteBranches(alternation);
        else
            Write(child);
        _out.Append(')');
    }

    private void WriteAlternation(AlternationNode alternation)
    {
        _out.Append("(?:");
        WriteBranches(alternation);
        _out.Append(')');
    }

    private void WriteBranches(AlternationNode alternation)
    {
        for (int i = 0; i < alternation.Branches.Length; i++)
        {
            if (i > 0)
                _out.Append('|');
            Write(alternation.Branches[i]);
        }
    }

    private void WriteRepeat(RepeatNode repeat)
    {
        if (repeat.Child is CaptureNode or AtomicNode or AlternationNode || (repeat.Child is SetNode && _alphabet is not null))
            Write(repeat.Child);
        else
            WriteGroup("?:", repeat.Child);
        _out.Append((repeat.Minimum, repeat.Maximum) switch
        {
            (0, null) => "*",
            (1, null) => "+",
            (0, 1) => "?",
            ({ } least, null) => Invariant($"{{{least},}}"),
            ({ } least, { } most) when least == most => Invariant($"{{{least}}}"),
            ({ } least, { } most) => Invariant($"{{{least},{most}}}"),
        });
        if (repeat.Lazy)
            _out.Append('?');
    }

    private void WriteSet(CodePointSet set)
    {
        if (set.Ranges.IsEmpty)
        {
            _out.Append(@"[^\x00-\uFFFF]");
            return;
        }

        if (_alphabet is null)
        {
            WriteSetInUtf16(set);
            return;
        }

        IReadOnlyCollection<char> standIns = _alphabet.StandIns(set);
        if (standIns.Count == _alphabet.Count)
        {
            // All that is not ASCII is in: it is shorter to say what is not.
            List<(int First, int Last)> missing = [.. set.Complement().Within(0, 0x7F)];
            WriteClass(missing.Count == 0 ? @"\x00-\uFFFF" : "^", missing);
            return;
        }

        List<(int First, int Last)> ranges = [.. set.Within(0, 0x7F), .. standIns.Select(c => ((int)c, (int)c))];
        WriteClass(string.Empty, ranges);
    }

    private void WriteClass(string start, List<(int First, int Last)> ranges)
    {
        if (start.Length == 0 && ranges is [var only] && only.First == only.Last)
        {
            WriteCharacter((char)only.First);
            return;
        }

        _out.Append('[').Append(start);
        foreach ((int first, int last) in ranges)
        {
            WriteCharacter((char)first);
            if (last > first + 1)
                _out.Append('-');
            if (last > first)
                WriteCharacter((char)last);
        }

        _out.Append(']');
    }

    // For texts that are not mapped: characters beyond the Basic Multilingual Plane are pairs of surrogates.
    private void WriteSetInUtf16(CodePointSet set)
    {
        List<string> branches = [];
        List<(int First, int Last)> basic = [.. set.Within(0, 0xD7FF), .. set.Within(0xE000, 0xFFFF)];
        if (basic.Count > 0)
            branches.Add(Class(basic));
        foreach ((int first, int last) in set.Within(0x10000, CodePointSet.Last))
        {
            (int firstHigh, int firstLow, int lastHigh, int lastLow) = (High(first), Low(first), High(last), Low(last));
            if (firstHigh == lastHigh)
            {
                branches.Add(Class([(firstHigh, firstHigh)]) + Class([(firstLow, lastLow)]));
                continue;
            }

            branches.Add(Class([(firstHigh, firstHigh)]) + Class([(firstLow, 0xDFFF)]));
            if (lastHigh > firstHigh + 1)
                branches.Add(Class([(firstHigh + 1, lastHigh - 1)]) + Class([(0xDC00, 0xDFFF)]));
            branches.Add(Class([(lastHigh, lastHigh)]) + Class([(0xDC00, lastLow)]));
        }

        _out.Append(branches.Count == 1 ? branches[0] : $"(?:{string.Join('|', branches)})");

        static int High(int codePoint) => 0xD800 + ((codePoint - 0x10000) >> 10);
        static int Low(int codePoint) => 0xDC00 + ((codePoint - 0x10000) & 0x3FF);
        static string Class(List<(int First, int Last)> ranges) =>
            $"[{string.Concat(ranges.Select(r => Invariant($"\\u{r.First:X4}-\\u{r.Last:X4}")))}]";
    }

    private void WriteCharacter(char c)
    {
        if (char.IsAsciiLetterOrDigit(c))
            _out.Append(c);
        else
            _out.Append(c < 0x80 ? Invariant($"\\x{(int)c:X2}") : Invariant($"\\u{(int)c:X4}"));
    }

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
