using System.Collections.Immutable;
using HueSoc.Storage.Tenancy;

namespace HueSoc.Storage.EventStore;

/// <summary>
/// Where events are kept. Safe for use by several threads at once. Every implementation passes the tests of
/// <c>EventStoreContract</c>.
/// </summary>
public interface IEventStore : IAsyncDisposable
{
    /// <summary>
    /// Appends events. When it returns, those <see cref="AppendOutcome.Stored"/> are on disk and numbered, those of one day in the order of
    /// the batch; cancellation and failures leave each event either stored whole or not at all. A retry of an event finds its first
    /// copy by the day in its id, or within the last seven days when the id names none.
    /// </summary>
    /// <param name="batch">The events, at most 10,000.</param>
    /// <param name="cancellationToken">Ends the wait for a place in the queue; what is being written is written to the end.</param>
    /// <returns>One result for each event, in the same order.</returns>
    ValueTask<ImmutableArray<AppendResult>> AppendAsync(IReadOnlyList<EventToAppend> batch, CancellationToken cancellationToken);

    /// <summary>Reads on from a place, in the store's own order. Returns at once, with nothing when there is nothing new.</summary>
    /// <param name="after">The place.</param>
    /// <param name="limit">How many events at most, from 1.</param>
    /// <param name="within">When the events must have happened; null for whenever. What lies outside is passed over.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    ValueTask<EventSlice> ReadAsync(EventCursor after, int limit, TimeRange? within, CancellationToken cancellationToken);

    /// <summary>Completes as soon as there is something behind a place.</summary>
    Task WaitAsync(EventCursor after, CancellationToken cancellationToken);

    /// <summary>The place behind the last event.</summary>
    ValueTask<EventCursor> GetHeadAsync(CancellationToken cancellationToken);

    /// <summary>Finds events.</summary>
    /// <exception cref="ArgumentException"><see cref="EventSearch.After"/> is not a place this store gave out, or a limit is out of range.</exception>
    ValueTask<EventPage> SearchAsync(EventSearch search, CancellationToken cancellationToken);

    /// <summary>Counts events over time.</summary>
    /// <param name="search">Which events; its limit is not used.</param>
    /// <param name="bucket">How long a bucket is, from a second; at most 10,000 buckets are given.</param>
    /// <param name="cancellationToken">Ends it.</param>
    ValueTask<EventHistogram> GetHistogramAsync(EventSearch search, TimeSpan bucket, CancellationToken cancellationToken);

    /// <summary>Counts the values of a field.</summary>
    /// <param name="search">Which events; its limit is not used.</param>
    /// <param name="field">The field's ECS name.</param>
    /// <param name="size">How many values, 1 to 1,000.</param>
    /// <param name="cancellationToken">Ends it.</param>
    ValueTask<TopValues> GetTopValuesAsync(EventSearch search, string field, int size, CancellationToken cancellationToken);

    /// <summary>One event; null when there is none of this key, or not in this scope.</summary>
    /// <exception cref="EventUnreadableException">It may be in a part of the store that cannot be read now.</exception>
    ValueTask<StoredEvent?> GetAsync(AgencyScope scope, EventKey key, CancellationToken cancellationToken);

    /// <summary>Deletes the days before a day, whole. The partition of days out of range loses what came before it.</summary>
    /// <returns>The days that were deleted.</returns>
    ValueTask<ImmutableArray<DateOnly>> DeleteDaysAsync(DateOnly before, CancellationToken cancellationToken);

    /// <summary>What the store holds, and how it is.</summary>
    ValueTask<EventStoreStatistics> GetStatisticsAsync(CancellationToken cancellationToken);
}
