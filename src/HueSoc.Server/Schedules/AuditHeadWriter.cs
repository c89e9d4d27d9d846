using System.Collections.Immutable;
using HueSoc.Server.ServerLog;
using HueSoc.Storage.Control.Audit;
using HueSoc.Storage.EventStore;

namespace HueSoc.Server.Schedules;

/// <summary>
/// Writes where the audit chain ends into the event store, which is another file with other days of life: whoever rewrites
/// the chain has to rewrite that too.
/// </summary>
internal sealed class AuditHeadWriter(IEventStore store, OwnEvents events, AuditLog audit, TimeProvider time)
{
    private const string Dataset = "huesoc.audit";

    /// <summary>Writes the end of the chain.</summary>
    /// <param name="occasion">Why now.</param>
    /// <param name="cancellationToken">Ends the wait for the store.</param>
    /// <returns>What was written.</returns>
    /// <exception cref="IOException">The store did not take it.</exception>
    public async ValueTask<string> WriteAsync(string occasion, CancellationToken cancellationToken)
    {
        AuditHead head = audit.Head();
        EventToAppend made = events.Make(Dataset, time.GetUtcNow(), json =>
        {
            json.WriteString("message", head.ToString());
            json.WriteStartObject("huesoc");
            json.WriteStartObject("audit");
            json.WriteString("chain", head.Chain);
            json.WriteNumber("sequence", head.Sequence);
            json.WriteString("hash", head.Hash);
            json.WriteString("occasion", occasion);
            json.WriteEndObject();
            json.WriteEndObject();
        });
        ImmutableArray<AppendResult> results = await store.AppendAsync([made], cancellationToken);
        return results[0].Outcome is AppendOutcome.Stored or AppendOutcome.Duplicate
            ? $"entry {head.Sequence}"
            : throw new IOException($"the event store did not take the head of the audit chain: {results[0].Reason}");
    }
}
