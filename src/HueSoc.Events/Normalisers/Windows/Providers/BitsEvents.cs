namespace HueSoc.Events.Normalisers.Windows.Providers;

/// <summary>The Background Intelligent Transfer Service: jobs and their transfers.</summary>
internal static class BitsEvents
{
    private static readonly FieldMap Job = new(
        ("jobOwner", "user"),
        ("User", "user"),
        ("processPath", "process.executable"),
        ("processId", "process.pid"),
        ("ProcessId", "process.pid"));

    // Of older systems: the names of what is written are only string, string2, string3.
    private static readonly FieldMap OldJob = new(("string2", "user"), ("string3", "process.executable"));

    private static readonly FieldMap Transfer = new(
        ("url", "url.full"),
        ("Url", "url.full"),
        ("RemoteName", "url.full"),
        ("LocalName", "file.path"));

    public static WindowsProvider Provider { get; } = new(
        ["Microsoft-Windows-Bits-Client"],
        new(3, "bits-job-created", "network", "start", Job, OldJob),
        new(4, "bits-job-completed", "network", "end", "success", Job),
        new(5, "bits-job-cancelled", "network", "end", Job),
        new(59, "bits-transfer-started", "network", "connection start", Transfer),
        new(60, "bits-transfer-stopped", "network", "connection end", Transfer),
        new(61, "bits-transfer-failed", "network", "connection error", "failure", Transfer),
        new(306, "bits-transfer-quota", "network", "info"),
        new(16403, "bits-file-added", "network file", "info", Job, Transfer))
    {
        Channel = "Microsoft-Windows-Bits-Client/Operational",
    };
}
