using HueSoc.Events.Normalisers.Ecs;
using static HueSoc.Events.Normalisers.Windows.Providers.SecurityMaps;

namespace HueSoc.Events.Normalisers.Windows.Providers;

/// <summary>The service of the event log, which tells of the Security log in the Security log and of all others in the System log.</summary>
internal static class EventLogEvents
{
    private static readonly EcsField Module = new("event.module");

    public static WindowsProvider Provider { get; } = new(
        ["Microsoft-Windows-Eventlog"],
        new(104, "event-log-cleared", "configuration", "deletion admin", Subject),
        new(1100, "logging-service-shutdown", "process", "end") { Reading = OfSecurity },
        new(1101, "audit-events-dropped", "iam", "admin error") { Reading = OfSecurity },
        new(1102, "audit-log-cleared", "iam", "admin change", Subject) { Reading = OfSecurity },
        new(1104, "logging-full", "iam", "admin") { Reading = OfSecurity },
        new(1105, "auditlog-archieved", "iam", "admin") { Reading = OfSecurity },
        new(1108, "logging-processing-error", "iam", "admin error") { Reading = OfSecurity })
    {
        Audits = true,
    };

    private static void OfSecurity(EcsWriter writer, EventValues values) => writer.Put(Module, "\"security\""u8);
}
