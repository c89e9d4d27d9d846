using System.Collections.Immutable;
using HueSoc.Storage.EventStore;
using HueSoc.Storage.Tenancy;

namespace HueSoc.Server.Tests.Ingest;

/// <summary>An event store that is a list: it copies what it is given, as every store must, and can be told to refuse.</summary>
internal sealed class MemoryEventStore : IEventStore
{
    private readonly Lock guard = new();
    private readonly Dictionary<EventKey, StoredEvent> byKey = [];
    private readonly Dictionary<EventKey, UInt128> hashes = [];

    /// <summary>What an event is answered with instead of being stored; null to store it.</summary>
    public Func<EventToAppend, AppendResult?>? Refuse { get; set; }

    /// <summary>Awaited before anything is stored.</summary>
    public Task Gate { get; set; } = Task.CompletedTask;

    public List<StoredEvent> Events { get; } = [];

    public async ValueTask<ImmutableArray<AppendResult>> AppendAsync(IReadOnlyList<EventToAppend> batch, CancellationToken cancellationToken)
    {
        await Gate;
        lock (guard)
            return [.. batch.Select(Append)];
    }

    public ValueTask<StoredEvent?> GetAsync(AgencyScope scope, EventKey key, CancellationToken cancellationToken)
    {
        lock (guard)
            return ValueTask.FromResult(byKey.GetValueOrDefault(key));
    }

    public ValueTask<EventSlice> ReadAsync(EventCursor after, int limit, TimeRange? within, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task WaitAsync(EventCursor after, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<EventCursor> GetHeadAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<EventPage> SearchAsync(EventSearch search, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<EventHistogram> GetHistogramAsync(EventSearch search, TimeSpan bucket, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<TopValues> GetTopValuesAsync(EventSearch search, string field, int size, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<ImmutableArray<DateOnly>> DeleteDaysAsync(DateOnly before, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<EventStoreStatistics> GetStatisticsAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private AppendResult Append(EventToAppend item)
    {
        if (Refuse?.Invoke(item) is { } refused)
            return refused;
        if (byKey.TryGetValue(item.Key, out StoredEvent? stored))
            return new AppendResult(AppendOutcome.Duplicate, stored.Sequence, hashes[item.Key] == item.ReceivedHash);
        StoredEvent added = new()
        {
            Sequence = Events.Count + 1,
            Key = item.Key,
            Agency = item.Agency,
            Timestamp = item.Timestamp,
            Ingested = item.Ingested,
            Document = item.Document.ToArray(),
        };
        byKey.Add(item.Key, added);
        hashes.Add(item.Key, item.ReceivedHash);
        Events.Add(added);
        return new AppendResult(AppendOutcome.Stored, added.Sequence);
    }
}
