using System.Collections.Immutable;

namespace HueSoc.Sigma.Regexes;

/// <summary>A set of Unicode code points: ascending ranges that neither overlap nor touch.</summary>
internal sealed class CodePointSet
{
    /// <summary>The last code point.</summary>
    public const int Last = 0x10FFFF;

    private CodePointSet(ImmutableArray<(int First, int Last)> ranges) => Ranges = ranges;

    /// <summary>No code point.</summary>
    public static CodePointSet Empty { get; } = new([]);

    /// <summary>Every code point.</summary>
    public static CodePointSet All { get; } = new([(0, Last)]);

    /// <summary>The ranges, both ends inclusive.</summary>
    public ImmutableArray<(int First, int Last)> Ranges { get; }

    /// <summary>How many code points there are.</summary>
    public int Count => Ranges.Sum(r => r.Last - r.First + 1);

    /// <summary>The code points, ascending.</summary>
    public IEnumerable<int> CodePoints => Ranges.SelectMany(r => Enumerable.Range(r.First, r.Last - r.First + 1));

    /// <summary>The set of one code point.</summary>
    public static CodePointSet Of(int codePoint) => new([(codePoint, codePoint)]);

    /// <summary>The set of all code points of some ranges, which may overlap and stand in any order.</summary>
    public static CodePointSet Of(IEnumerable<(int First, int Last)> ranges)
    {
        ImmutableArray<(int First, int Last)>.Builder merged = ImmutableArray.CreateBuilder<(int First, int Last)>();
        foreach ((int First, int Last) range in ranges.OrderBy(r => r.First))
        {
            if (merged.Count > 0 && range.First <= merged[^1].Last + 1)
                merged[^1] = (merged[^1].First, Math.Max(merged[^1].Last, range.Last));
            else
                merged.Add(range);
        }

        return new(merged.ToImmutable());
    }

    /// <summary>The set of the characters of a text, all in the Basic Multilingual Plane.</summary>
    public static CodePointSet OfCharacters(string characters) => Of(characters.Select(c => ((int)c, (int)c)));

    /// <summary>What is in this set or in the other.</summary>
    public CodePointSet Union(CodePointSet other) => Of([.. Ranges, .. other.Ranges]);

    /// <summary>What is not in this set.</summary>
    public CodePointSet Complement()
    {
        ImmutableArray<(int First, int Last)>.Builder gaps = ImmutableArray.CreateBuilder<(int First, int Last)>();
        int next = 0;
        foreach ((int first, int last) in Ranges)
        {
            if (first > next)
                gaps.Add((next, first - 1));
            next = last + 1;
        }

        if (next <= Last)
            gaps.Add((next, Last));
        return new(gaps.ToImmutable());
    }

    /// <summary>The part of this set from one code point to another.</summary>
    /// <param name="first">The first code point of the window.</param>
    /// <param name="last">The last one, inclusive.</param>
    public IEnumerable<(int First, int Last)> Within(int first, int last) => Ranges
        .Where(r => r.First <= last && r.Last >= first)
        .Select(r => (Math.Max(r.First, first), Math.Min(r.Last, last)));
}
