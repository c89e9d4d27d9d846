using System.Collections.Immutable;
using System.Text;
using HueSoc.Sigma.Text;

namespace HueSoc.Sigma.Regexes;

/// <summary>
/// Walks a pattern from left to right and keeps the strings that may stand where it has come to, until something
/// follows that cannot be enumerated: then what it has is a candidate, and it begins anew behind that.
/// </summary>
internal sealed class LiteralCollector
{
    /// <summary>The most strings of a set.</summary>
    public const int MaxStrings = 16;

    private const int MaxLength = 64;
    private const int MaxUnrolled = 8;
    private const int MaxCandidates = 64;

    private readonly List<(double Score, ImmutableArray<string> Strings)> _candidates = [];
    private ImmutableArray<string> _run = [string.Empty];

    // The end of all strings of the run, since there was last more than one way to go on.
    private string _tail = string.Empty;
    private bool _exact = true;

    /// <summary>Takes up a part of the pattern that every match must pass.</summary>
    public void Walk(RegexNode node)
    {
        switch (node)
        {
            case SetNode set:
                Append(Members(set.Set));
                break;
            case SequenceNode sequence:
                foreach (RegexNode part in sequence.Parts)
                    Walk(part);
                break;
            case CaptureNode capture:
                Walk(capture.Child);
                break;
            case AtomicNode atomic:
                Walk(atomic.Child);
                break;
            case AlternationNode alternation:
                WalkBranches([.. alternation.Branches.Select(Collected)]);
                break;
            case RepeatNode repeat:
                WalkRepeat(repeat, Collected(repeat.Child));
                break;
            case BackreferenceNode:
                Gap();
                break;
            default:
                // Places and looks take up no characters: what stands before them and behind them is adjacent.
                break;
        }
    }

    /// <summary>Says that anything may stand here.</summary>
    public void Gap()
    {
        AddCandidate(_run);
        AddCandidate([_tail]);
        _run = [string.Empty];
        _tail = string.Empty;
        _exact = false;
    }

    /// <summary>The best candidates, the presumably rarest first.</summary>
    /// <param name="count">How many at most.</param>
    public IEnumerable<ImmutableArray<string>> Best(int count) =>
        _candidates.OrderByDescending(c => c.Score).Select(c => c.Strings).DistinctBy(s => string.Join('\0', s), StringComparer.Ordinal).Take(count);

    private static LiteralCollector Collected(RegexNode node)
    {
        LiteralCollector collector = new();
        collector.Walk(node);
        return collector;
    }

    private static ImmutableArray<string>? Members(CodePointSet set)
    {
        // Without regard to case a letter has at most four forms.
        if (set.Count is 0 or > MaxStrings * 4)
            return null;
        ImmutableArray<string> members = [.. set.CodePoints.Select(SimpleCaseFolding.Fold).Distinct()
            .Select(c => Rune.IsValid(c) ? new Rune(c).ToString() : "\uFFFD")];
        return members.Length <= MaxStrings ? members : null;
    }

    private void Append(ImmutableArray<string>? next)
    {
        if (next is not { } strings)
        {
            Gap();
            return;
        }

        // Where there is more than one way to go on, what there was so far may be the better choice.
        if (strings.Length > 1)
        {
            AddCandidate(_run);
            AddCandidate([_tail]);
        }

        ImmutableArray<string> longer = _run.Length * strings.Length <= MaxStrings
            ? [.. _run.SelectMany(r => strings.Select(s => r + s)).Distinct(StringComparer.Ordinal)]
            : [];
        if (longer.IsEmpty || longer.Any(s => s.Length > MaxLength))
        {
            Gap();
            _run = strings;
        }
        else
        {
            _run = longer;
        }

        _tail = strings.Length == 1 ? _tail + strings[0] : string.Empty;
    }

    private void WalkBranches(LiteralCollector[] branches)
    {
        if (branches.All(b => b._exact))
        {
            ImmutableArray<string> strings = [.. branches.SelectMany(b => b._run).Distinct(StringComparer.Ordinal)];
            if (strings.Length <= MaxStrings)
            {
                Append(strings);
                return;
            }
        }

        Gap();
        foreach (LiteralCollector branch in branches)
            branch.Gap();
        if (branches.All(b => b._candidates.Count > 0))
            AddCandidate([.. branches.SelectMany(b => b.Best(1).First()).Distinct(StringComparer.Ordinal)]);
    }

    private void WalkRepeat(RepeatNode repeat, LiteralCollector child)
    {
        if (repeat.Minimum == 0)
        {
            Append(repeat.Maximum == 1 && child._exact && child._run.Length < MaxStrings ? child._run.Add(string.Empty) : null);
            return;
        }

        if (!child._exact)
        {
            Gap();
            child.Gap();
            foreach ((_, ImmutableArray<string> strings) in child._candidates)
                AddCandidate(strings);
            return;
        }

        // The first times follow what was before; what comes after follows the last time.
        for (int i = 0; i < Math.Min(repeat.Minimum, MaxUnrolled); i++)
            Append(child._run);
        if (repeat.Maximum == repeat.Minimum && repeat.Minimum <= MaxUnrolled)
            return;
        Gap();
        Append(child._run);
    }

    private void AddCandidate(ImmutableArray<string> strings)
    {
        if (strings.Length is 0 or > MaxStrings || strings.Any(s => s.Length == 0))
            return;

        // What holds a shorter one of them is found with it.
        ImmutableArray<string> shortest = [.. strings.Where(s => !strings.Any(o => o.Length < s.Length && s.Contains(o, StringComparison.Ordinal)))];
        _candidates.Add((LiteralRarity.Of(shortest), shortest));
        if (_candidates.Count > MaxCandidates)
            _candidates.RemoveAt(_candidates.Select((c, i) => (c.Score, i)).MinBy(c => c.Score).i);
    }
}
