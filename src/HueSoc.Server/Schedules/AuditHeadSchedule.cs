namespace HueSoc.Server.Schedules;

/// <summary>Writes every hour where the audit chain ends into the event store.</summary>
internal sealed class AuditHeadSchedule(AuditHeadWriter writer) : ISchedule
{
    /// <inheritdoc/>
    public string Name => "audit-heads";

    /// <inheritdoc/>
    public string Cron => "0 0 * * * ?";

    /// <inheritdoc/>
    public ValueTask<string> RunAsync(CancellationToken cancellationToken) => writer.WriteAsync("hourly", cancellationToken);
}
