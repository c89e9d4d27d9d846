using System.Collections.Immutable;
using HueSoc.Server.Ingest;
using HueSoc.Storage.EventStore;
using HueSoc.Storage.Tenancy;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace HueSoc.Benchmarks;

/// <summary>Documents as ingest hands them to the store: normalised and stamped, in memory.</summary>
internal static class NormalisedEvents
{
    /// <summary>Normalises documents.</summary>
    /// <param name="documents">As they are received.</param>
    /// <param name="ids">The id of each.</param>
    /// <param name="agency">The agency they are stamped with.</param>
    /// <param name="time">The clock that stamps them.</param>
    public static async Task<List<EventToAppend>> OfAsync(IReadOnlyList<ReadOnlyMemory<byte>> documents, Func<int, string> ids, string agency, TimeProvider time)
    {
        Keeping store = new();
        IngestPipeline pipeline = new(store, [], Options.Create(new IngestOptions()), time, NullLogger<IngestPipeline>.Instance);
        IngestSender sender = new() { Sender = $"key:{BulkRequests.KeyName}", Agency = agency, KeyName = BulkRequests.KeyName };
        IngestDocument[] received = [.. documents.Select((d, i) => new IngestDocument(d, ids(i), "logs-windows.security-default"))];
        IngestResult[] results = await pipeline.AppendAsync(sender, received, CancellationToken.None);
        return results.All(r => r.Outcome == IngestOutcome.Stored)
            ? store.Events
            : throw new InvalidOperationException(results.First(r => r.Outcome != IngestOutcome.Stored).Reason);
    }

    /// <summary>A store that keeps what it is given.</summary>
    private sealed class Keeping : IEventStore
    {
        public List<EventToAppend> Events { get; } = [];

        public ValueTask<ImmutableArray<AppendResult>> AppendAsync(IReadOnlyList<EventToAppend> batch, CancellationToken cancellationToken)
        {
            foreach (EventToAppend e in batch)
                Events.Add(e with { Document = e.Document.ToArray() });
            return new([.. batch.Select(_ => new AppendResult(AppendOutcome.Stored, Events.Count))]);
        }

        public ValueTask DisposeAsync() => default;

        public ValueTask<EventSlice> ReadAsync(EventCursor after, int limit, TimeRange? within, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task WaitAsync(EventCursor after, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask<EventCursor> GetHeadAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask<EventPage> SearchAsync(EventSearch search, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask<EventHistogram> GetHistogramAsync(EventSearch search, TimeSpan bucket, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask<TopValues> GetTopValuesAsync(EventSearch search, string field, int size, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask<StoredEvent?> GetAsync(AgencyScope scope, EventKey key, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask<ImmutableArray<DateOnly>> DeleteDaysAsync(DateOnly before, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask<EventStoreStatistics> GetStatisticsAsync(CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
