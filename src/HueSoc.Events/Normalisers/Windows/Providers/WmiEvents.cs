namespace HueSoc.Events.Normalisers.Windows.Providers;

/// <summary>The operational log of WMI: providers that are loaded, operations that fail, and subscriptions, temporary and permanent.</summary>
internal static class WmiEvents
{
    private static readonly FieldMap Loaded = new(
        ("ProviderPath", "file.path"),
        ("HostProcess", "process.name"),
        ("ProcessID", "process.pid"));

    private static readonly FieldMap Operation = new(
        ("User", "user"),
        ("UserName", "user"),
        ("ClientMachine", "source.domain"),
        ("ClientMachineFQDN", "source.domain"),
        ("ClientProcessId", "process.pid"),
        ("ProcessId", "process.pid"),
        ("Processid", "process.pid"),
        ("processid", "process.pid"));

    public static WindowsProvider Provider { get; } = new(
        ["Microsoft-Windows-WMI-Activity"],
        new(5857, "wmi-provider-started", "process", "start", Loaded),
        new(5858, "wmi-operation-failed", "process", "error", "failure", Operation),
        new(5859, "wmi-subscription-activated", "configuration", "info", Operation),
        new(5860, "wmi-temporary-subscription-created", "configuration", "creation", Operation),
        new(5861, "wmi-permanent-subscription-created", "configuration", "creation", Operation))
    {
        Channel = "Microsoft-Windows-WMI-Activity/Operational",
    };
}
