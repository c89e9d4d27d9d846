using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Security.Cryptography;
using HueSoc.Events.Normalisers;
using HueSoc.Events.Normalisers.Windows;
using HueSoc.Storage.EventStore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace HueSoc.Server.Ingest;

/// <summary>
/// From a document as it was received to an event on disk: read, normalised, stamped, stored. Used by the endpoint, by the
/// replay of dead letters and by whatever else feeds events in. Safe for use by several threads at once.
/// </summary>
public sealed class IngestPipeline
{
    // A long request is stored in parts: while one is written the next is prepared.
    private const int PartDocuments = 2_000;

    private readonly IEventStore store;
    private readonly IDeadLetterBox? deadLetters;
    private readonly IngestOptions options;
    private readonly TimeProvider time;
    private readonly ILogger<IngestPipeline> logger;
    private readonly TimeZoneInfo zone;
    private readonly ConcurrentBag<EventStamper> stampers = [];
    private readonly ScriptBlocks scripts = new();

    /// <summary>Makes the pipeline.</summary>
    /// <param name="store">Where events go.</param>
    /// <param name="deadLetterBoxes">Where refused documents go; the last one is used, and there may be none.</param>
    /// <param name="options">The bounds.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">The log.</param>
    public IngestPipeline(
        IEventStore store,
        IEnumerable<IDeadLetterBox> deadLetterBoxes,
        IOptions<IngestOptions> options,
        TimeProvider time,
        ILogger<IngestPipeline> logger)
    {
        this.store = store;
        deadLetters = deadLetterBoxes.LastOrDefault();
        this.options = options.Value;
        this.time = time;
        this.logger = logger;
        zone = LocalZone.Find(this.options.TimeZone) ?? TimeZoneInfo.Utc;
        Budget = new MemoryBudget(this.options.MaxBytesInFlight);
    }

    /// <summary>What has come in.</summary>
    public IngestStatistics Statistics { get; } = new();

    /// <summary>The memory of requests.</summary>
    internal MemoryBudget Budget { get; }

    /// <summary>Stores documents. When it returns, those <see cref="IngestOutcome.Stored"/> are on disk.</summary>
    /// <param name="sender">Who sends them.</param>
    /// <param name="documents">The documents, in their order.</param>
    /// <param name="cancellationToken">Ends the wait for the store; what is being written is written to the end.</param>
    /// <returns>One result for each document, in the same order.</returns>
    public async ValueTask<IngestResult[]> AppendAsync(
        IngestSender sender, IReadOnlyList<IngestDocument> documents, CancellationToken cancellationToken)
    {
        IngestResult[] results = new IngestResult[documents.Count];
        SenderStamp stamp = new(sender);
        Part? writing = null;
        Part? next = null;
        try
        {
            for (int start = 0; start < results.Length; start += PartDocuments)
            {
                next = new Part(new DocumentArena(Budget), Math.Min(results.Length - start, PartDocuments));
                Prepare(next, stamp, documents, start, results);
                next.Answer = AppendAsync(next.Events, cancellationToken);
                if (writing is not null)
                    await FinishAsync(writing, results);
                writing = next;
                next = null;
            }

            if (writing is not null)
                await FinishAsync(writing, results);
        }
        finally
        {
            // Nothing is left here unless the wait was ended; then the store may still be reading.
            writing?.Arena.Free(reuse: false);
            next?.Arena.Free(reuse: false);
        }

        Statistics.Count(results);
        return results;
    }

    private void Prepare(Part part, SenderStamp stamp, IReadOnlyList<IngestDocument> documents, int start, IngestResult[] results)
    {
        if (!stampers.TryTake(out EventStamper? stamper))
            stamper = new EventStamper(options, zone, scripts);
        DateTimeOffset now = time.GetUtcNow();
        DateTimeOffset received = new(now.UtcTicks - (now.UtcTicks % TimeSpan.TicksPerMillisecond), TimeSpan.Zero);
        byte[] receivedText = UtcText.Write(received);
        string? index = null;
        DataStreamName? stream = null;
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        for (int i = start; i < start + part.Capacity; i++)
        {
            IngestDocument document = documents[i];
            if (!ReferenceEquals(index, document.Index))
            {
                index = document.Index;
                stream = DataStreamName.Read(index);
            }

            string id = document.Id ?? Guid.CreateVersion7(received).ToString("N");
            if (!stamper.TryStamp(document.Body, stamp, stream, received, receivedText, out ReadOnlySpan<byte> stored))
            {
                string reason = stamper.Problem ?? "refused";
                results[i] = new IngestResult(IngestOutcome.Rejected, id, Reason: reason);
                Bury(stamp.Sender, document, reason);
                continue;
            }

            if (part.Arena.Add(stored) is not { } place)
            {
                results[i] = new IngestResult(IngestOutcome.Retry, id, Reason: "the memory for requests is used up");
                continue;
            }

            SHA256.HashData(document.Body.Span, hash);
            results[i] = new IngestResult(IngestOutcome.Retry, id);
            part.Places.Add(i);
            part.Events.Add(new EventToAppend
            {
                Key = new EventKey(stamp.Sender.Sender, id),
                Agency = stamp.Sender.Agency,
                Timestamp = stamper.Timestamp,
                Ingested = received,
                ReceivedHash = System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(hash),
                Document = place,
            });
        }

        stampers.Add(stamper);
    }

    private async Task<ImmutableArray<AppendResult>> AppendAsync(List<EventToAppend> events, CancellationToken cancellationToken)
    {
        if (events.Count == 0)
            return [];
        try
        {
            return await store.AppendAsync(events, cancellationToken);
        }
#pragma warning disable CA1031 // Whatever a store throws, the client must be told to send the events again.
        catch (Exception e) when (e is not OperationCanceledException)
#pragma warning restore CA1031
        {
            Log.StoreFailed(logger, e, events.Count);
            return default;
        }
    }

    private static async ValueTask FinishAsync(Part part, IngestResult[] results)
    {
        ImmutableArray<AppendResult> answers = await part.Answer;

        // A store that failed may still be reading.
        part.Arena.Free(reuse: !answers.IsDefault);
        for (int k = 0; k < part.Places.Count; k++)
        {
            int i = part.Places[k];
            if (answers.IsDefault)
            {
                results[i] = results[i] with { Reason = "the event store failed" };
                continue;
            }

            AppendResult answer = answers[k];
            results[i] = new IngestResult((IngestOutcome)answer.Outcome, results[i].Id, answer.Sequence, answer.SameBytes, answer.Reason);
        }
    }

    private void Bury(IngestSender sender, IngestDocument document, string reason)
    {
        try
        {
            deadLetters?.Add(sender, document.Id, document.Index, reason, document.Body.Span[..Math.Min(document.Body.Length, options.MaxDocumentBytes)]);
        }
#pragma warning disable CA1031 // The client is told of the refusal in any case; a full dead-letter store must not fail its neighbours.
        catch (Exception e)
#pragma warning restore CA1031
        {
            Log.DeadLetterFailed(logger, e, sender.Sender);
        }
    }

    private sealed class Part(DocumentArena arena, int capacity)
    {
        public DocumentArena Arena { get; } = arena;

        public int Capacity { get; } = capacity;

        public List<int> Places { get; } = new(capacity);

        public List<EventToAppend> Events { get; } = new(capacity);

        public Task<ImmutableArray<AppendResult>> Answer { get; set; } = Task.FromResult(ImmutableArray<AppendResult>.Empty);
    }
}
