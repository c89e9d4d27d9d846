using System.Collections.Immutable;
using HueSoc.Storage.EventStore;
using HueSoc.Storage.Tenancy;
using Microsoft.Extensions.Logging;

namespace HueSoc.Storage.Sqlite;

/// <summary>The embedded event store: one SQLite file a UTC day of the id, one writer, any number of readers.</summary>
public sealed class SqliteEventStore : IEventStore
{
    /// <summary>Opens the store of a data folder, making it when it is not there.</summary>
    /// <param name="options">Where and how.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">Where what goes wrong is told.</param>
    /// <exception cref="ArgumentException">The options are not valid; the message names every fault.</exception>
    /// <exception cref="IOException">The folder cannot be used.</exception>
    public static SqliteEventStore Open(SqliteEventStoreOptions options, TimeProvider time, ILogger logger) => throw new NotSupportedException();

    /// <inheritdoc/>
    public ValueTask<ImmutableArray<AppendResult>> AppendAsync(IReadOnlyList<EventToAppend> batch, CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <inheritdoc/>
    public ValueTask<EventSlice> ReadAsync(EventCursor after, int limit, TimeRange? within, CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <inheritdoc/>
    public Task WaitAsync(EventCursor after, CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <inheritdoc/>
    public ValueTask<EventCursor> GetHeadAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <inheritdoc/>
    public ValueTask<EventPage> SearchAsync(EventSearch search, CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <inheritdoc/>
    public ValueTask<EventHistogram> GetHistogramAsync(EventSearch search, TimeSpan bucket, CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <inheritdoc/>
    public ValueTask<TopValues> GetTopValuesAsync(EventSearch search, string field, int size, CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <inheritdoc/>
    public ValueTask<StoredEvent?> GetAsync(AgencyScope scope, EventKey key, CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <inheritdoc/>
    public ValueTask<ImmutableArray<DateOnly>> DeleteDaysAsync(DateOnly before, CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <inheritdoc/>
    public ValueTask<EventStoreStatistics> GetStatisticsAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
