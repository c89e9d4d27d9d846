using System.Collections.Concurrent;
using System.Collections.Immutable;
using HueSoc.Storage.EventStore;
using HueSoc.Storage.Queries;
using Microsoft.Data.Sqlite;

namespace HueSoc.Storage.Sqlite;

/// <summary>Answers questions from the day files. Each answer shows one moment of the store.</summary>
internal sealed class EventSearcher(IDayFiles files, TimeProvider time)
{
    private const int MaxLimit = 10_000;
    private const int MaxTopValues = 1_000;

    /// <summary>The day that stands for the partition of days out of range among the unreadable.</summary>
    public static DateOnly OutOfRange => DateOnly.MinValue;

    /// <inheritdoc cref="IEventStore.SearchAsync"/>
    public async ValueTask<EventPage> SearchAsync(EventSearch search, CancellationToken cancellationToken)
    {
        if (search.Limit is < 1 or > MaxLimit)
            throw new ArgumentException($"a page has 1 to {MaxLimit} events; {search.Limit} were asked for", nameof(search));
        SearchCursor? after = search.After is null ? null : SearchCursor.Parse(search.After);
        return await Task.Run(
            () =>
            {
                SearchDeadline deadline = new(time, search.Deadline, cancellationToken);
                ImmutableArray<IDayFileLease> leases = Lease(search.Range);
                try
                {
                    return new SearchPage(search, after, deadline).Read(leases);
                }
                finally
                {
                    Dispose(leases);
                }
            },
            cancellationToken);
    }

    /// <inheritdoc cref="IEventStore.GetHistogramAsync"/>
    public async ValueTask<EventHistogram> GetHistogramAsync(EventSearch search, TimeSpan bucket, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bucket, TimeSpan.FromSeconds(1));
        return await Task.Run(
            () =>
            {
                SearchDeadline deadline = new(time, search.Deadline, cancellationToken);
                BucketCounts counts = new(bucket.Ticks);
                (bool isCut, ImmutableArray<DateOnly> unreadable) = ForEachFile(
                    search, deadline, reader => SearchHistogram.Count(reader, search, bucket.Ticks, deadline), counts.Add);
                return counts.Answer(bucket, isCut, unreadable);
            },
            cancellationToken);
    }

    /// <inheritdoc cref="IEventStore.GetTopValuesAsync"/>
    public async ValueTask<TopValues> GetTopValuesAsync(EventSearch search, string field, int size, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(field);
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(size, MaxTopValues);
        return await Task.Run(
            () =>
            {
                SearchDeadline deadline = new(time, search.Deadline, cancellationToken);
                ValueCounts counts = new();
                (bool isCut, ImmutableArray<DateOnly> unreadable) = ForEachFile(
                    search, deadline, reader => SearchTopValues.Count(reader, search, field, deadline), counts.Add);
                return counts.Answer(field, size, isCut, unreadable);
            },
            cancellationToken);
    }

    /// <summary>Counts in several files at once. What a file gave until the deadline counts; what a damaged file gave does not.</summary>
    private (bool IsCut, ImmutableArray<DateOnly> Unreadable) ForEachFile<T>(
        EventSearch search, SearchDeadline deadline, Func<DayFileReader, (T Counts, bool IsCut)> count, Action<T> add)
        where T : class
    {
        ConcurrentBag<DateOnly> unreadable = [];
        bool isCut = false;
        Lock adding = new();
        ImmutableArray<IDayFileLease> leases = Lease(search.Range);
        try
        {
            DayWorkers.Run(leases.Length, number =>
            {
                IDayFileLease lease = leases[number];
                if (deadline.IsOver)
                {
                    isCut = true;
                    return;
                }

                if (Guarded(lease, count) is not var (counts, wasCut))
                {
                    unreadable.Add(lease.Day ?? OutOfRange);
                    return;
                }

                lock (adding)
                {
                    isCut |= wasCut;
                    add(counts);
                }
            });
        }
        finally
        {
            Dispose(leases);
        }

        return (isCut, [.. unreadable.Order()]);
    }

    private static (T Counts, bool IsCut)? Guarded<T>(IDayFileLease lease, Func<DayFileReader, (T Counts, bool IsCut)> count)
        where T : class
    {
        try
        {
            return lease.Reader is { } reader ? count(reader) : null;
        }
        catch (Exception exception) when (exception is SqliteException or DayFileDamagedException && lease.Report(exception))
        {
            return null;
        }
    }

    private ImmutableArray<IDayFileLease> Lease(TimeRange range)
    {
        long from = SqliteTime.Of(range.From);
        long to = SqliteTime.Of(range.To);
        return [.. files.Lease(range).Where(lease => !DisposedAsOutside(lease, from, to))];
    }

    private static bool DisposedAsOutside(IDayFileLease lease, long from, long to)
    {
        if (lease.MinTime <= lease.MaxTime && lease.MinTime < to && lease.MaxTime >= from)
            return false;
        lease.Dispose();
        return true;
    }

    private static void Dispose(ImmutableArray<IDayFileLease> leases)
    {
        foreach (IDayFileLease lease in leases)
            lease.Dispose();
    }
}
