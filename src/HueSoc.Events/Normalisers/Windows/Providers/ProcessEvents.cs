using static HueSoc.Events.Normalisers.Windows.Providers.SecurityMaps;

namespace HueSoc.Events.Normalisers.Windows.Providers;

/// <summary>The Security log: processes, services, scheduled tasks, devices.</summary>
internal static class ProcessEvents
{
    public static WindowsEvent[] Rows { get; } =
    [
        // Processes, services, scheduled tasks, devices.
        new(4688, "created-process", "process", "start", Subject, Effective, NewProcess),
        new(4689, "exited-process", "process", "end", Subject, Process),
        new(4696, "primary-token-assigned", "process", "change", Subject, Effective, NewProcess),
        new(4697, "service-installed", "iam configuration", "admin change", Subject, Service, ClientProcess),
        new(4698, "scheduled-task-created", "iam configuration", "creation admin", Subject, ClientProcess),
        new(4699, "scheduled-task-deleted", "iam configuration", "deletion admin", Subject, ClientProcess),
        new(4700, "scheduled-task-enabled", "iam configuration", "change admin", Subject, ClientProcess),
        new(4701, "scheduled-task-disabled", "iam configuration", "change admin", Subject, ClientProcess),
        new(4702, "scheduled-task-updated", "iam configuration", "change admin", Subject, ClientProcess),
        new(4703, "user-right-adjusted", "iam", "admin change", Subject, Effective, Process),
        new(6416, "external-device-recognized", "host", "info", Subject),
        new(6419, "device-disable-requested", "host", "change", Subject),
        new(6420, "device-disabled", "host", "change", Subject),
        new(6421, "device-enable-requested", "host", "change", Subject),
        new(6422, "device-enabled", "host", "change", Subject),
        new(6423, "device-installation-forbidden", "host", "info denied", Subject),
        new(6424, "device-installation-allowed-after-policy", "host", "info allowed", Subject),
    ];
}
