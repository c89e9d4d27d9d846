using System.Text;

namespace HueSoc.Sigma.Regexes;

/// <summary>
/// Replaces every character beyond ASCII by one that stands for all the characters that a pattern treats alike. What
/// stands for them are private-use characters, which have no case and are no word characters: so an engine that works
/// in UTF-16 and by Unicode's word boundaries gives the answers of one that works in code points and by ASCII's.
/// </summary>
internal sealed class AlphabetMap
{
    private const int FirstBeyond = 0x80;
    private const int FirstStandIn = 0xE000;
    private const int MaxClasses = 0xF8FF - FirstStandIn + 1;

    // Interval i reaches from _starts[i] to before _starts[i + 1], and belongs to the class _classes[i].
    private readonly int[] _starts;
    private readonly int[] _classes;

    private AlphabetMap(int[] starts, int[] classes, int count)
    {
        _starts = starts;
        _classes = classes;
        Count = count;
    }

    /// <summary>How many classes of characters there are beyond ASCII; at least one.</summary>
    public int Count { get; }

    /// <summary>Divides the characters beyond ASCII into those that some sets treat alike.</summary>
    /// <param name="sets">The sets.</param>
    /// <returns>Null when there are more classes than there are characters to stand for them.</returns>
    public static AlphabetMap? Of(IEnumerable<CodePointSet> sets)
    {
        List<(int First, int Last)[]> divided = [.. sets.Distinct()
            .Select(s => s.Within(FirstBeyond, CodePointSet.Last).ToArray())
            .Where(r => r.Length > 0 && r[0] != (FirstBeyond, CodePointSet.Last))];
        int[] starts = [.. divided.SelectMany(r => r).SelectMany(r => (int[])[r.First, r.Last + 1])
            .Append(FirstBeyond).Where(c => c <= CodePointSet.Last).Distinct().Order()];
        int[] classes = new int[starts.Length];
        int count = 1;
        foreach ((int First, int Last)[] ranges in divided)
        {
            // Every class that the set has a part in is split: the part gets a number of its own.
            Dictionary<int, int> numbers = [];
            foreach ((int first, int last) in ranges)
            {
                for (int i = Array.BinarySearch(starts, first); i < starts.Length && starts[i] <= last; i++)
                {
                    if (!numbers.TryGetValue(classes[i], out int number))
                        numbers.Add(classes[i], number = count++);
                    classes[i] = number;
                }
            }
        }

        int[] used = [.. classes.Distinct()];
        if (used.Length > MaxClasses)
            return null;
        Dictionary<int, int> compact = used.Select((c, i) => (c, i)).ToDictionary(p => p.c, p => p.i);
        return new AlphabetMap(starts, [.. classes.Select(c => compact[c])], used.Length);
    }

    /// <summary>The characters that stand for a set's members beyond ASCII, ascending.</summary>
    /// <param name="set">One of the sets that the map was made for.</param>
    public IReadOnlyCollection<char> StandIns(CodePointSet set)
    {
        SortedSet<char> standIns = [];
        foreach ((int first, int last) in set.Within(FirstBeyond, CodePointSet.Last))
        {
            for (int i = IndexOf(first); i < _starts.Length && _starts[i] <= last; i++)
                standIns.Add((char)(FirstStandIn + _classes[i]));
        }

        return standIns;
    }

    /// <summary>Replaces a text's characters; ASCII stays as it is.</summary>
    /// <param name="text">The text; a lone surrogate counts as U+FFFD.</param>
    /// <param name="destination">At least as long as the text.</param>
    /// <returns>How many characters were written.</returns>
    public int Map(ReadOnlySpan<char> text, Span<char> destination)
    {
        int written = 0;
        for (int i = 0; i < text.Length;)
        {
            char c = text[i];
            if (c < FirstBeyond)
            {
                destination[written++] = c;
                i++;
                continue;
            }

            _ = Rune.DecodeFromUtf16(text[i..], out Rune rune, out int consumed);
            destination[written++] = (char)(FirstStandIn + (Count == 1 ? 0 : _classes[IndexOf(rune.Value)]));
            i += consumed;
        }

        return written;
    }

    private int IndexOf(int codePoint)
    {
        int found = Array.BinarySearch(_starts, codePoint);
        return found >= 0 ? found : ~found - 1;
    }
}
