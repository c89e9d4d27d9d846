using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text;
using HueSoc.Storage.EventStore;

namespace HueSoc.Storage.Sqlite;

#pragma warning disable MA0048 // A batch, its blocks and their events are one thing.
/// <summary>An event that is ready to be written.</summary>
/// <param name="Index">Its place in the batch.</param>
/// <param name="Event">The event, whose document is the block's copy.</param>
/// <param name="Key">The hash of its key.</param>
/// <param name="Day">The day in its id.</param>
/// <param name="Indexing">Its columns and words.</param>
internal readonly record struct PreparedEvent(int Index, EventToAppend Event, UInt128 Key, DateOnly? Day, EventIndexing Indexing);

/// <summary>A block that is ready to be written but for its numbers.</summary>
internal sealed record PreparedBlock(PreparedBatch Batch, Partition Partition, DocumentBlockBuilder Body, PreparedEvent[] Events);

/// <summary>A batch on its way to the writer: read, packed and sorted by file on the thread of the caller.</summary>
internal sealed class PreparedBatch
{
    private const int MaxSender = 128;
    private const int MaxId = 512;
    private const int MaxAgency = 128;
    private readonly AppendResult[] results;
    private readonly TaskCompletionSource<ImmutableArray<AppendResult>> answered = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private PreparedBatch(int count) => results = new AppendResult[count];

    /// <summary>The blocks, in the order of the batch within a file.</summary>
    public List<PreparedBlock> Blocks { get; } = [];

    /// <summary>How many events there are.</summary>
    public int Count => results.Length;

    /// <summary>The answer, once it is given.</summary>
    public Task<ImmutableArray<AppendResult>> Answered => answered.Task;

    /// <summary>Prepares a batch.</summary>
    /// <param name="batch">The events.</param>
    /// <param name="today">The UTC day it is.</param>
    /// <param name="options">Retention and bounds.</param>
    public static PreparedBatch Of(IReadOnlyList<EventToAppend> batch, DateOnly today, SqliteEventStoreOptions options)
    {
        PreparedBatch prepared = new(batch.Count);
        Dictionary<Partition, List<PreparedEvent>> files = [];
        for (int i = 0; i < batch.Count; i++)
        {
            EventToAppend e = batch[i];
            string? fault = Fault(e, options.MaxDocumentBytes);
            EventIndexing indexing = default;
            if (fault is null)
            {
                indexing = EventIndexing.Of(e.Document.Span, out bool isObject);
                fault = isObject ? null : "the document is not one JSON object";
            }

            if (fault is not null)
            {
                prepared.results[i] = new(AppendOutcome.Rejected, Reason: fault);
                continue;
            }

            DateOnly? day = Partition.DayOf(e.Key.Id);
            Partition partition = Partition.Of(day, today, options.RetentionDays);
            ref List<PreparedEvent>? file = ref CollectionsMarshal.GetValueRefOrAddDefault(files, partition, out _);
            (file ??= []).Add(new(i, e, EventKeyHash.Of(e.Key), day, indexing));
        }

        foreach ((Partition partition, List<PreparedEvent> events) in files)
            prepared.Pack(partition, CollectionsMarshal.AsSpan(events));
        return prepared;
    }

    /// <summary>Sets the result of one event.</summary>
    public void Set(int index, AppendResult result) => results[index] = result;

    /// <summary>Gives the answer.</summary>
    public void Answer() => answered.TrySetResult(ImmutableCollectionsMarshal.AsImmutableArray(results));

    private static string? Fault(EventToAppend e, int maxDocument)
    {
        int id = Encoding.UTF8.GetByteCount(e.Key.Id);
        return e.Key.Sender.Length is 0 or > MaxSender ? $"the sender must have 1 to {MaxSender} characters"
            : id is 0 or > MaxId ? $"the id must have 1 to {MaxId} bytes, has {id}"
            : e.Agency.Length > MaxAgency ? $"the agency's code must have at most {MaxAgency} characters"
            : e.Document.Length > maxDocument ? $"the document must have at most {maxDocument} bytes, has {e.Document.Length}"
            : null;
    }

    private void Pack(Partition partition, ReadOnlySpan<PreparedEvent> events)
    {
        while (!events.IsEmpty)
        {
            int count = 1;
            int length = events[0].Event.Document.Length;
            while (count < events.Length && count < DocumentBlock.MaxSlots &&
                length + events[count].Event.Document.Length <= DocumentBlockBuilder.TargetLength)
            {
                length += events[count++].Event.Document.Length;
            }

            PreparedEvent[] own = events[..count].ToArray();
            EventToAppend[] packed = Array.ConvertAll(own, p => p.Event);
            DocumentBlockBuilder body = DocumentBlockBuilder.Pack(packed);
            for (int i = 0; i < own.Length; i++)
                own[i] = own[i] with { Event = own[i].Event with { Document = body.Document(i) } };
            Blocks.Add(new(this, partition, body, own));
            events = events[count..];
        }
    }
}
