using System.Collections.Immutable;
using System.Runtime.InteropServices;
using HueSoc.Storage.EventStore;
using HueSoc.Storage.Text;

namespace HueSoc.Storage.Sqlite;

/// <summary>Counts by value, in bounded memory: of more values than fit the first are told apart, the others counted together.</summary>
internal sealed class ValueCounts
{
    private const int MaxValues = 50_000;
    private const int MaxUnits = 4_000_000;
    private const int MaxValueLength = 1024;

    private readonly Dictionary<string, long> counts = new(StringComparer.Ordinal);
    private long others;
    private long missing;
    private int units;
    private bool isFull;

    /// <summary>Counts a value.</summary>
    public void Add(string value, long count)
    {
        if (value.Length > MaxValueLength)
            value = TextForm.Head(value, MaxValueLength).ToString();
        bool fits = counts.Count < MaxValues && units + value.Length <= MaxUnits;
        if (!fits && !counts.ContainsKey(value))
        {
            isFull = true;
            others += count;
            return;
        }

        ref long known = ref CollectionsMarshal.GetValueRefOrAddDefault(counts, value, out bool exists);
        known += count;
        if (!exists)
            units += value.Length;
    }

    /// <summary>Counts events without the field.</summary>
    public void AddMissing(long count) => missing += count;

    /// <summary>Adds the counts of a file.</summary>
    public void Add(ValueCounts other)
    {
        others += other.others;
        missing += other.missing;
        isFull |= other.isFull;
        foreach ((string value, long count) in other.counts)
            Add(value, count);
    }

    /// <summary>The answer.</summary>
    public TopValues Answer(string field, int size, bool isCut, ImmutableArray<DateOnly> unreadable)
    {
        ImmutableArray<ValueCount> top =
        [
            .. counts.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal).Take(size)
                .Select(pair => new ValueCount(pair.Key, pair.Value)),
        ];
        long rest = counts.Values.Sum() - top.Sum(value => value.Count) + others;
        AnswerCut cut = isCut ? AnswerCut.Deadline : isFull ? AnswerCut.Limit : AnswerCut.None;
        return new(field, top, rest, missing, cut, unreadable);
    }
}
