using HueSoc.Storage.Control;
using HueSoc.Storage.EventStore;
using HueSoc.Storage.Tenancy;
using Microsoft.Extensions.Logging;

namespace HueSoc.Detection.Alerts;

/// <summary>
/// Fetches the documents of evidence that were not at hand when a correlation fired: its earlier events. What is to be
/// fetched stands in the database, so that a stop in between costs nothing.
/// </summary>
internal sealed class EvidenceKeeper(IEventStore store, ControlDatabase database, TimeProvider time, ILogger logger)
{
    private const int AtOnce = 200;
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    /// <summary>Fetches what is missing until it is told to end.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                try
                {
                    while (await StepAsync(cancellationToken))
                    {
                        // As long as there is more.
                    }
                }
                catch (Exception e) when (e is not OperationCanceledException)
                {
                    Log.EvidenceStuck(logger, e);
                }

                await Task.Delay(Interval, time, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // It was told to end.
        }
    }

    /// <summary>Fetches some.</summary>
    /// <returns>Whether there may be more.</returns>
    internal async Task<bool> StepAsync(CancellationToken cancellationToken)
    {
        List<EventKey> wanted = database.Read(connection => connection.Query(
            $"SELECT DISTINCT sender, event_id FROM alert_evidence WHERE document IS NULL LIMIT {AtOnce}",
            row => new EventKey(row.GetString(0), row.GetString(1))));
        if (wanted.Count == 0)
            return false;
        List<(EventKey Key, byte[] Document)> found = [];
        foreach (EventKey key in wanted)
        {
            StoredEvent? stored = await store.GetAsync(AgencyScope.City, key, cancellationToken);
            found.Add((key, stored is null ? KeptDocument.Gone : KeptDocument.Compress(stored.Document.Span)));
        }

        await database.WriteAsync(
            transaction =>
            {
                using Microsoft.Data.Sqlite.SqliteCommand command = transaction.Prepare(
                    "UPDATE alert_evidence SET document = $3 WHERE document IS NULL AND sender = $1 AND event_id = $2", 3);
                foreach ((EventKey key, byte[] document) in found)
                    command.Run(key.Sender, key.Id, document);
                return true;
            },
            cancellationToken);
        return true;
    }
}
