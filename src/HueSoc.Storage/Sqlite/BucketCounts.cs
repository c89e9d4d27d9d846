using System.Collections.Immutable;
using HueSoc.Storage.EventStore;

namespace HueSoc.Storage.Sqlite;

/// <summary>Counts by bucket. Of more buckets than an answer may hold the latest are kept.</summary>
/// <param name="length">How long a bucket is, in units of 100 ns.</param>
internal sealed class BucketCounts(long length)
{
    /// <summary>How many buckets are kept.</summary>
    public const int MaxBuckets = 10_000;

    private readonly SortedDictionary<long, long> counts = [];
    private long floor = long.MinValue;

    /// <summary>The number of the bucket of a moment, from 0 at 1970-01-01 UTC.</summary>
    public long BucketOf(long time) => Math.DivRem(time, length) is var (bucket, rest) && rest < 0 ? bucket - 1 : bucket;

    /// <summary>Counts events in a bucket.</summary>
    public void Add(long bucket, long count)
    {
        if (bucket <= floor)
            return;
        counts[bucket] = counts.GetValueOrDefault(bucket) + count;
        if (counts.Count <= MaxBuckets)
            return;
        floor = counts.First().Key;
        counts.Remove(floor);
    }

    /// <summary>Adds the counts of a file.</summary>
    public void Add(BucketCounts other)
    {
        if (other.floor > floor)
        {
            floor = other.floor;
            foreach (long bucket in counts.Keys.TakeWhile(bucket => bucket <= floor).ToArray())
                counts.Remove(bucket);
        }

        foreach ((long bucket, long count) in other.counts)
            Add(bucket, count);
    }

    /// <summary>The answer.</summary>
    public EventHistogram Answer(TimeSpan bucket, bool isCut, ImmutableArray<DateOnly> unreadable)
    {
        AnswerCut cut = isCut ? AnswerCut.Deadline : floor > long.MinValue ? AnswerCut.Limit : AnswerCut.None;
        return new(bucket, [.. counts.Select(pair => new HistogramBucket(SqliteTime.From(pair.Key * length), pair.Value))], cut, unreadable);
    }
}
