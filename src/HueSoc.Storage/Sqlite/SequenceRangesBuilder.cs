using HueSoc.Storage.EventStore;

namespace HueSoc.Storage.Sqlite;

/// <summary>Gathers numbers, most of which follow each other, as ranges.</summary>
internal sealed class SequenceRangesBuilder
{
    private readonly List<SequenceRange> ranges = [];

    /// <summary>Adds a number.</summary>
    public void Add(long number)
    {
        if (ranges.Count > 0 && ranges[^1].Last + 1 == number)
            ranges[^1] = ranges[^1] with { Last = number };
        else
            ranges.Add(new(number, number));
    }

    /// <summary>The numbers.</summary>
    public SequenceRanges Build() => SequenceRanges.Empty.With(ranges);
}
