using HueSoc.Storage.EventStore;
using Microsoft.Extensions.Options;

namespace HueSoc.Server.Ingest;

/// <summary>
/// From a document as it was received to an event on disk: read, normalised, stamped, stored. Used by the endpoint, by the
/// replay of dead letters and by whatever else feeds events in. Safe for use by several threads at once.
/// </summary>
public sealed class IngestPipeline(IEventStore store, IDeadLetterBox deadLetters, IOptions<IngestOptions> options, TimeProvider time)
{
    /// <summary>Stores documents. When it returns, those <see cref="IngestOutcome.Stored"/> are on disk.</summary>
    /// <param name="sender">Who sends them.</param>
    /// <param name="documents">The documents, in their order.</param>
    /// <param name="cancellationToken">Ends the wait for the store; what is being written is written to the end.</param>
    /// <returns>One result for each document, in the same order.</returns>
    public ValueTask<IngestResult[]> AppendAsync(
        IngestSender sender, IReadOnlyList<IngestDocument> documents, CancellationToken cancellationToken)
    {
        _ = (store, deadLetters, options, time, sender, documents, cancellationToken);
        throw new NotSupportedException();
    }
}
