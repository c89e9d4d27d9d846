using System.Collections.Immutable;
using HueSoc.Storage.EventStore;

namespace HueSoc.Storage.Sqlite;

/// <summary>A set of sequence numbers as merged ranges. It does not change: adding makes a new one.</summary>
internal sealed class SequenceRanges
{
    private readonly ImmutableArray<SequenceRange> ranges;

    private SequenceRanges(ImmutableArray<SequenceRange> ranges) => this.ranges = ranges;

    /// <summary>No numbers.</summary>
    public static SequenceRanges Empty { get; } = new([]);

    /// <summary>The ranges, in rising order; no two of them touch.</summary>
    public ImmutableArray<SequenceRange> All => ranges;

    /// <summary>These numbers and others; ranges in any order, and they may overlap.</summary>
    public SequenceRanges With(IEnumerable<SequenceRange> others)
    {
        ImmutableArray<SequenceRange>.Builder merged = ImmutableArray.CreateBuilder<SequenceRange>();
        foreach (SequenceRange range in ranges.Concat(others).Where(r => r.Count > 0).OrderBy(r => r.First))
        {
            if (merged.Count > 0 && range.First <= merged[^1].Last + 1)
                merged[^1] = new(merged[^1].First, Math.Max(merged[^1].Last, range.Last));
            else
                merged.Add(range);
        }

        return new(merged.ToImmutable());
    }

    /// <summary>What of a range is in the set.</summary>
    public IEnumerable<SequenceRange> Within(long first, long last)
    {
        int low = 0;
        int high = ranges.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (ranges[middle].Last < first)
                low = middle + 1;
            else
                high = middle;
        }

        for (int i = low; i < ranges.Length && ranges[i].First <= last; i++)
            yield return new(Math.Max(first, ranges[i].First), Math.Min(last, ranges[i].Last));
    }

    /// <summary>What of a range is not in the set.</summary>
    public IEnumerable<SequenceRange> Outside(long first, long last)
    {
        long next = first;
        foreach (SequenceRange range in Within(first, last))
        {
            if (range.First > next)
                yield return new(next, range.First - 1);
            next = range.Last + 1;
        }

        if (next <= last)
            yield return new(next, last);
    }
}
