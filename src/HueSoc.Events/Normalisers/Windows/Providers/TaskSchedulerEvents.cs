namespace HueSoc.Events.Normalisers.Windows.Providers;

/// <summary>The operational log of the task scheduler.</summary>
internal static class TaskSchedulerEvents
{
    private static readonly FieldMap Task = new(("UserContext", "user"), ("UserName", "user"));
    private static readonly FieldMap Action = new(("ActionName", "process.executable"), ("EnginePID", "process.pid"), ("UserContext", "user"));
    private static readonly FieldMap Process = new(("Path", "process.executable"), ("ProcessID", "process.pid"));

    public static WindowsProvider Provider { get; } = new(
        ["Microsoft-Windows-TaskScheduler"],
        new(100, "scheduled-task-started", "process", "start", Task),
        new(101, "scheduled-task-start-failed", "process", "start error", "failure", Task),
        new(102, "scheduled-task-completed", "process", "end", "success", Task),
        new(103, "scheduled-task-action-failed", "process", "start error", "failure", Task),
        new(104, "scheduled-task-logon-failed", "authentication process", "start error", "failure", Task),
        new(106, "scheduled-task-registered", "configuration", "creation", Task),
        new(107, "scheduled-task-triggered-by-time", "process", "info"),
        new(108, "scheduled-task-triggered-by-event", "process", "info"),
        new(110, "scheduled-task-triggered-by-user", "process", "info", Task),
        new(111, "scheduled-task-terminated", "process", "end"),
        new(114, "scheduled-task-missed", "process", "info"),
        new(118, "scheduled-task-triggered-by-boot", "process", "info"),
        new(119, "scheduled-task-triggered-by-logon", "process", "info", Task),
        new(129, "scheduled-task-process-created", "process", "start", Process),
        new(135, "scheduled-task-waits-for-idle", "process", "info"),
        new(140, "scheduled-task-updated", "configuration", "change", Task),
        new(141, "scheduled-task-deleted", "configuration", "deletion", Task),
        new(142, "scheduled-task-disabled", "configuration", "change", Task),
        new(200, "scheduled-task-action-started", "process", "start", Action),
        new(201, "scheduled-task-action-completed", "process", "end", Action),
        new(202, "scheduled-task-action-failed", "process", "end error", "failure", Action),
        new(203, "scheduled-task-action-start-failed", "process", "start error", "failure", Action),
        new(325, "scheduled-task-queued", "process", "info"),
        new(400, "task-scheduler-started", "process", "start"),
        new(402, "task-scheduler-stopped", "process", "end"))
    {
        Channel = "Microsoft-Windows-TaskScheduler/Operational",
    };
}
