using System.Collections.Immutable;
using System.Globalization;
using HueSoc.Storage.EventStore;
using HueSoc.Storage.Tenancy;

namespace HueSoc.Detection.Tests.Bench;

/// <summary>A store as simple as can be, whose failures are made at will.</summary>
internal sealed class MemoryEventStore : IEventStore
{
    private readonly Lock gate = new();
    private readonly List<StoredEvent> events = [];
    private readonly List<SequenceRange> missing = [];
    private TaskCompletionSource more = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long last;

    /// <summary>How many of the next readings fail.</summary>
    public int FailingReads { get; set; }

    /// <summary>How often it was read.</summary>
    public int Reads { get; private set; }

    public long Last => last;

    public StoredEvent Add(EventKey key, string agency, DateTimeOffset time, DateTimeOffset ingested, ReadOnlyMemory<byte> document)
    {
        lock (gate)
        {
            StoredEvent stored = new() { Sequence = ++last, Key = key, Agency = agency, Timestamp = time, Ingested = ingested, Document = document };
            events.Add(stored);
            more.TrySetResult();
            more = new(TaskCreationOptions.RunContinuationsAsynchronously);
            return stored;
        }
    }

    /// <summary>Gives out numbers whose events are lost at once.</summary>
    public void Lose(int count)
    {
        lock (gate)
        {
            missing.Add(new(last + 1, last + count));
            last += count;
        }
    }

    public ValueTask<EventSlice> ReadAsync(EventCursor after, int limit, TimeRange? within, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            Reads++;
            if (FailingReads > 0)
            {
                FailingReads--;
                throw new IOException("the disk is gone");
            }

            long from = after == EventCursor.Start ? 0 : long.Parse(after.Value, CultureInfo.InvariantCulture);
            StoredEvent[] found = [.. events.Where(e => e.Sequence > from && (within is null || within.Value.Contains(e.Timestamp))).Take(limit)];
            long to = found.Length == limit ? found[^1].Sequence : last;
            ImmutableArray<SequenceRange> lost = [.. missing.Where(range => range.First > from && range.Last <= to)];
            return new(new EventSlice(found, to == from ? after : new(to.ToString(CultureInfo.InvariantCulture)), lost));
        }
    }

    public Task WaitAsync(EventCursor after, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            long from = after == EventCursor.Start ? 0 : long.Parse(after.Value, CultureInfo.InvariantCulture);
            return last > from ? Task.CompletedTask : more.Task.WaitAsync(cancellationToken);
        }
    }

    public ValueTask<StoredEvent?> GetAsync(AgencyScope scope, EventKey key, CancellationToken cancellationToken) =>
        new(events.Find(e => e.Key == key && scope.Allows(e.Agency)));

    public ValueTask<EventStoreStatistics> GetStatisticsAsync(CancellationToken cancellationToken) => new(new EventStoreStatistics
    {
        Events = events.Count, Bytes = 0, LastSequence = last, Days = [], Lost = [.. missing], FreeBytes = 0,
    });

    public ValueTask<EventCursor> GetHeadAsync(CancellationToken cancellationToken) => new(new EventCursor(last.ToString(CultureInfo.InvariantCulture)));

    public ValueTask<ImmutableArray<AppendResult>> AppendAsync(IReadOnlyList<EventToAppend> batch, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public ValueTask<EventPage> SearchAsync(EventSearch search, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<EventHistogram> GetHistogramAsync(EventSearch search, TimeSpan bucket, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public ValueTask<TopValues> GetTopValuesAsync(EventSearch search, string field, int size, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public ValueTask<ImmutableArray<DateOnly>> DeleteDaysAsync(DateOnly before, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
