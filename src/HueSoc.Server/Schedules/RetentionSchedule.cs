using System.Collections.Immutable;
using System.Globalization;
using HueSoc.Server.Hosting;
using HueSoc.Storage.Control.Audit;
using HueSoc.Storage.EventStore;

namespace HueSoc.Server.Schedules;

/// <summary>Deletes days that are older than retention wants them.</summary>
internal sealed class RetentionSchedule(ServerOptions options, IEventStore store, AuditLog audit, TimeProvider time) : ISchedule
{
    /// <inheritdoc/>
    public string Name => "retention";

    /// <inheritdoc/>
    public string Cron => "0 10 0 * * ?";

    /// <inheritdoc/>
    public async ValueTask<string> RunAsync(CancellationToken cancellationToken)
    {
        DateOnly today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        DateOnly before = today.AddDays(-Math.Max(options.RetentionDays, options.MinimumRetentionDays));
        ImmutableArray<DateOnly> deleted = await store.DeleteDaysAsync(before, cancellationToken);
        if (deleted.IsEmpty)
            return "nothing is old enough";
        string days = string.Join(' ', deleted.Select(day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)));
        await audit.RecordAsync(Actor.System, "events.deleted", "events", AuditDetails.Of(("days", days)), "", CancellationToken.None);
        return $"deleted {days}";
    }
}
