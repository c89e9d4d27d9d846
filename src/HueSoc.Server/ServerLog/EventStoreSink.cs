using System.Collections.Immutable;
using System.Threading.Channels;
using HueSoc.Storage.EventStore;
using Serilog.Core;
using Serilog.Events;

namespace HueSoc.Server.ServerLog;

/// <summary>
/// Writes the server's own log into the event store. It never waits and never throws: what does not fit, or cannot be
/// stored, goes to the fallback instead and is counted.
/// </summary>
internal sealed class EventStoreSink : ILogEventSink, IAsyncDisposable
{
    private const int QueueLength = 2_000;
    private const int BatchLength = 200;

    /// <summary>How many entries a minute are taken from the store's own code: a store that logs its appends must not feed itself.</summary>
    private const int StoreEntriesPerMinute = 60;
    private const string StoreSource = "HueSoc.Storage";

    private readonly Channel<LogEvent> queue = Channel.CreateBounded<LogEvent>(
        new BoundedChannelOptions(QueueLength) { FullMode = BoundedChannelFullMode.Wait, SingleReader = true });
    private readonly IEventStore store;
    private readonly OwnEvents events;
    private readonly ILogEventSink fallback;
    private readonly TimeProvider time;
    private readonly Task writing;
    private long minute;
    private int storeEntries;
    private long dropped;

    /// <param name="store">Where entries go.</param>
    /// <param name="events">Makes the events.</param>
    /// <param name="fallback">Where entries go that cannot be stored.</param>
    /// <param name="time">The clock.</param>
    public EventStoreSink(IEventStore store, OwnEvents events, ILogEventSink fallback, TimeProvider time)
    {
        this.store = store;
        this.events = events;
        this.fallback = fallback;
        this.time = time;
        writing = Task.Run(WriteAsync);
    }

    /// <summary>How many entries went to the fallback.</summary>
    public long Dropped => Interlocked.Read(ref dropped);

    /// <inheritdoc/>
    public void Emit(LogEvent logEvent)
    {
        if ((IsFromStore(logEvent) && !MayTakeFromStore()) || !queue.Writer.TryWrite(logEvent))
            GiveUp(logEvent);
    }

    /// <summary>Writes what is waiting, and ends.</summary>
    public async ValueTask DisposeAsync()
    {
        queue.Writer.TryComplete();
        await writing;
    }

    private static bool IsFromStore(LogEvent entry) =>
        entry.Properties.TryGetValue(Constants.SourceContextPropertyName, out LogEventPropertyValue? source)
        && source is ScalarValue { Value: string name } && name.StartsWith(StoreSource, StringComparison.Ordinal);

    private bool MayTakeFromStore()
    {
        long now = time.GetUtcNow().UtcTicks / TimeSpan.TicksPerMinute;
        if (Interlocked.Exchange(ref minute, now) != now)
            Interlocked.Exchange(ref storeEntries, 0);
        return Interlocked.Increment(ref storeEntries) <= StoreEntriesPerMinute;
    }

    private async Task WriteAsync()
    {
        List<LogEvent> batch = new(BatchLength);
        while (await queue.Reader.WaitToReadAsync())
        {
            batch.Clear();
            while (batch.Count < BatchLength && queue.Reader.TryRead(out LogEvent? entry))
                batch.Add(entry);
            await StoreAsync(batch);
        }
    }

    private async Task StoreAsync(List<LogEvent> batch)
    {
        try
        {
            ImmutableArray<AppendResult> results = await store.AppendAsync([.. batch.Select(entry => LogEntryEvent.Make(entry, events))], CancellationToken.None);
            for (int i = 0; i < results.Length; i++)
            {
                if (results[i].Outcome is AppendOutcome.Retry or AppendOutcome.Rejected)
                    GiveUp(batch[i]);
            }
        }
        catch (Exception)
        {
            // Whatever is wrong with the store, its log must not fall with it.
            batch.ForEach(GiveUp);
        }
    }

    private void GiveUp(LogEvent entry)
    {
        Interlocked.Increment(ref dropped);
        fallback.Emit(entry);
    }
}
