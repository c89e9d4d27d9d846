using System.Collections.Immutable;
using System.Globalization;
using HueSoc.Detection.Signals;
using HueSoc.Server.Hosting;
using HueSoc.Storage.Control.Audit;
using HueSoc.Storage.EventStore;

namespace HueSoc.Server.Schedules;

/// <summary>Deletes days that are older than retention wants them, and the signals of what was in them. Alerts keep their evidence.</summary>
internal sealed class RetentionSchedule(ServerOptions options, IEventStore store, SignalLog signals, AuditLog audit, TimeProvider time) : ISchedule
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
        // An id may name the day after the event came in: a day more, so that no signal goes before its event.
        long forgotten = await signals.ForgetAsync(new DateTimeOffset(before.AddDays(-1), TimeOnly.MinValue, TimeSpan.Zero), cancellationToken);
        if (deleted.IsEmpty)
            return forgotten == 0 ? "nothing is old enough" : string.Create(CultureInfo.InvariantCulture, $"deleted {forgotten} signals");
        string days = string.Join(' ', deleted.Select(day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)));
        await audit.RecordAsync(Actor.System, "events.deleted", "events", AuditDetails.Of(("days", days)), "", CancellationToken.None);
        return string.Create(CultureInfo.InvariantCulture, $"deleted {days} and {forgotten} signals");
    }
}
