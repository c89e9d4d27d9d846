using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using HueSoc.Storage.EventStore;
using HueSoc.Storage.Text;

namespace HueSoc.Storage.Sqlite;

/// <summary>Counts by value, in bounded memory: of more values than fit the first are told apart, the others counted together.</summary>
internal sealed class ValueCounts
{
    private const int MaxValues = 50_000;
    private const int MaxUnits = 4_000_000;
    private const int MaxValueLength = 1024;
    private const int ShortValue = 256;

    private readonly Dictionary<string, long> counts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long>.AlternateLookup<ReadOnlySpan<char>> byText;
    private long others;
    private long missing;
    private int units;
    private bool isFull;

    public ValueCounts() => byText = counts.GetAlternateLookup<ReadOnlySpan<char>>();

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

    /// <summary>Counts one event with a value.</summary>
    /// <param name="value">The value in UTF-8.</param>
    public void AddOne(ReadOnlySpan<byte> value)
    {
        Span<char> text = stackalloc char[ShortValue];
        if (value.Length <= ShortValue && Encoding.UTF8.TryGetChars(value, text, out int length))
        {
            ref long known = ref CollectionsMarshal.GetValueRefOrNullRef(byText, text[..length]);
            if (!Unsafe.IsNullRef(ref known))
            {
                known++;
                return;
            }
        }

        Add(Encoding.UTF8.GetString(value), 1);
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
