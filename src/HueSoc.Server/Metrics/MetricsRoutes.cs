using HueSoc.Detection.Evaluation;
using HueSoc.Server.DeadLetters;
using HueSoc.Server.Schedules;
using HueSoc.Server.ServerLog;
using HueSoc.Server.Stream;
using HueSoc.Storage.Control.Agents;
using HueSoc.Storage.Control.DeadLetters;
using HueSoc.Storage.EventStore;
using HueSoc.Storage.Tenancy;
using Microsoft.AspNetCore.Http.HttpResults;

namespace HueSoc.Server.Metrics;

/// <summary>What Prometheus reads. Numbers of the house as a whole: nothing in them names an agency, a person or a machine.</summary>
internal static class MetricsRoutes
{
    /// <summary>Maps the route.</summary>
    public static void MapMetrics(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/metrics", ShowAsync).WithTags("Health").WithSummary("Counters, as Prometheus reads them.")
            .Produces<string>(StatusCodes.Status200OK, "text/plain");

    private static async Task<ContentHttpResult> ShowAsync(
        IEventStore store,
        Evaluator evaluator,
        DeadLetterStore deadLetters,
        DeadLetterBox box,
        AlertStream stream,
        ServerLogging logging,
        IngestFigures ingest,
        StoreCheckFigures checks,
        AgentStore agents,
        CancellationToken cancellationToken)
    {
        MetricsText text = new();
        EventStoreStatistics stored = await store.GetStatisticsAsync(cancellationToken);
        text.Gauge("huesoc_store_events", "Events in the store.", stored.Events);
        text.Gauge("huesoc_store_bytes", "Bytes the store takes on disk.", stored.Bytes);
        text.Gauge("huesoc_store_free_bytes", "Bytes free where the store is.", stored.FreeBytes);
        text.Gauge("huesoc_store_last_sequence", "The highest number the store has given.", stored.LastSequence);
        text.Gauge("huesoc_store_days", "Days in the store.", stored.Days.Length);
        text.Gauge("huesoc_store_unreadable_days", "Days that cannot be read.", stored.Days.Count(day => !day.Readable));
        text.Gauge("huesoc_store_lost_events", "Numbers lost to damage.", stored.Lost.Sum(range => range.Count));
        text.Counter("huesoc_store_checked_days_total", "Days read through for damage.", checks.Days);
        text.Counter("huesoc_store_damaged_days_total", "Days that were found damaged by it.", checks.Damaged);
        EvaluatorStatus status = evaluator.Status;
        text.Gauge("huesoc_evaluator_last_sequence", "The number of the last event whose signals are on disk.", status.LastSequence);
        text.Gauge("huesoc_evaluator_lag_events", "Events that wait to be evaluated.", status.LagEvents);
        text.Gauge("huesoc_evaluator_lag_seconds", "How long the oldest of them has waited.", status.Lag.TotalSeconds);
        text.Gauge("huesoc_evaluator_waiting", "1 while it waits for the store or the database.", status.Problem is null ? 0 : 1);
        text.Counter("huesoc_evaluator_events_total", "Events evaluated.", status.Events);
        text.Counter("huesoc_evaluator_unreadable_total", "Events that could not be read.", status.Unreadable);
        text.Counter("huesoc_signals_total", "Signals written.", status.Signals);
        text.Counter("huesoc_alerts_total", "Alerts raised.", status.Alerts);
        DeadLetterCount letters = deadLetters.Count(AgencyScope.City);
        text.Gauge("huesoc_dead_letters", "Refused documents kept.", letters.Letters);
        text.Gauge("huesoc_dead_letters_waiting", "Refused documents not replayed.", letters.Waiting);
        text.Counter("huesoc_dead_letters_no_room_total", "Refused documents that found no room.", letters.NoRoom + box.Lost);
        IReadOnlyList<AgentCounts> counts = agents.Count(AgencyScope.City);
        text.Gauge("huesoc_agents_active", "Enrolled agents that report.", counts.Sum(count => count.Active));
        text.Gauge("huesoc_agents_silent", "Enrolled agents that do not report.", counts.Sum(count => count.Silent));
        text.Gauge("huesoc_agents_quarantined", "Agents whose key somebody else may have.", counts.Sum(count => count.Quarantined));
        text.Gauge("huesoc_stream_clients", "Clients that follow the stream.", stream.Clients);
        text.Counter("huesoc_log_dropped_total", "Entries of the server's own log that did not reach the store.", logging.Dropped);
        ingest.Write(text);
        return TypedResults.Text(text.ToString(), MetricsText.MediaType);
    }
}
