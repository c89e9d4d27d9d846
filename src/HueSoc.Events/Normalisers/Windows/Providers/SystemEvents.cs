namespace HueSoc.Events.Normalisers.Windows.Providers;

/// <summary>The System log: services, the machine's start and end, its clock, its drivers. Each of its sources has a name of its own.</summary>
internal static class SystemEvents
{
    private static readonly FieldMap Writer = new(("winlog.user.identifier", "user.id"));

    private static readonly FieldMap NewService = new(
        ("ServiceName", "service.name"),
        ("ServiceType", "service.type"));

    // Most of the service manager's events name the service first, by the name that is shown.
    private static readonly FieldMap ServiceFirst = new(("param1", "service.name"));
    private static readonly FieldMap ServiceState = new(("param1", "service.name"), ("param2", "service.state"));
    private static readonly FieldMap ServiceStart = new(("param4", "service.name"), ("param1", "service.name"));
    private static readonly FieldMap Shutdown = new(("param1", "process.executable"), ("param7", "user"));
    private static readonly FieldMap Print = new(("param1", "file.name"));
    private static readonly FieldMap NetlogonPeer = new(("MachineName", "source.domain"));

    public static WindowsProvider[] Providers { get; } =
    [
        new(
            ["Service Control Manager"],
            new(7000, "service-start-failed", "process", "start error", "failure", ServiceFirst),
            new(7001, "service-dependency-failed", "process", "start error", "failure", ServiceFirst),
            new(7009, "service-start-timeout", "process", "start error", "failure"),
            new(7011, "service-response-timeout", "process", "error"),
            new(7022, "service-hung", "process", "error", "failure", ServiceFirst),
            new(7023, "service-ended-with-error", "process", "end error", "failure", ServiceFirst),
            new(7024, "service-ended-with-error", "process", "end error", "failure", ServiceFirst),
            new(7026, "driver-load-failed", "driver", "start error", "failure"),
            new(7030, "service-marked-interactive", "configuration", "info", ServiceFirst),
            new(7031, "service-ended-unexpectedly", "process", "end error", ServiceFirst),
            new(7032, "service-recovery-failed", "process", "error", "failure"),
            new(7034, "service-ended-unexpectedly", "process", "end error", ServiceFirst),
            new(7035, "service-control-sent", "process", "info", ServiceFirst, Writer),
            new(7036, "service-state-changed", "process", "info", ServiceState),
            new(7038, "service-logon-failed", "authentication process", "start error", "failure", ServiceFirst),
            new(7040, "service-start-type-changed", "configuration", "change", ServiceStart, Writer),
            new(7041, "service-logon-type-denied", "authentication process", "start denied", "failure", ServiceFirst),
            new(7045, "service-installed", "configuration", "creation", NewService, Writer)),
        new(
            ["EventLog"],
            new(6005, "event-log-started", "host", "start"),
            new(6006, "event-log-stopped", "host", "end"),
            new(6008, "unexpected-shutdown", "host", "end error"),
            new(6009, "windows-version-at-boot", "host", "info"),
            new(6013, "system-uptime", "host", "info")),
        new(
            ["User32", "USER32"],
            new(1074, "shutdown-requested", "host", "end", Shutdown),
            new(1075, "shutdown-aborted", "host", "info"),
            new(1076, "shutdown-reason-given", "host", "info")),
        new(
            ["Microsoft-Windows-Kernel-General"],
            new(1, "system-time-changed", "configuration host", "change"),
            new(12, "windows-started", "host", "start"),
            new(13, "windows-shutdown", "host", "end"),
            new(16, "registry-hive-history-cleared", "registry", "change")),
        new(
            ["Microsoft-Windows-Kernel-Power"],
            new(41, "unclean-restart", "host", "start error"),
            new(42, "sleep", "host", "info"),
            new(107, "resumed-from-sleep", "host", "info"),
            new(109, "kernel-power-shutdown", "host", "end")),
        new(
            ["Microsoft-Windows-WER-SystemErrorReporting"],
            new WindowsEvent(1001, "bugcheck", "host", "error")),
        new(
            ["Microsoft-Windows-WindowsUpdateClient"],
            new(19, "update-installed", "package", "installation", "success"),
            new(20, "update-failed", "package", "installation error", "failure"),
            new(43, "update-installation-started", "package", "installation"),
            new(44, "update-download-started", "package", "info")),
        new(
            ["Microsoft-Windows-GroupPolicy"],
            new(1129, "group-policy-failed-no-network", "configuration", "error", "failure"),
            new(1500, "group-policy-applied", "configuration", "info", "success"),
            new(1502, "group-policy-applied", "configuration", "change", "success"),
            new(1503, "group-policy-applied", "configuration", "change", "success")),
        new(
            ["Microsoft-Windows-Time-Service"],
            new(35, "time-synchronised", "host", "info"),
            new(50, "time-difference-detected", "host", "info"),
            new(52, "system-time-changed", "host configuration", "change")),
        new(
            ["Microsoft-Windows-DistributedCOM", "DCOM"],
            new(10005, "dcom-service-start-failed", "process", "start error", "failure"),
            new(10016, "dcom-permission-denied", "process", "access denied", "failure", Writer),
            new(10036, "dcom-authentication-level-denied", "authentication", "access denied", "failure")),
        new(
            ["NETLOGON"],
            new(5723, "session-setup-failed", "authentication", "start error", "failure"),
            new(5805, "session-setup-failed", "authentication", "start error", "failure"),
            new(5827, "vulnerable-secure-channel-denied", "authentication", "start denied", "failure", NetlogonPeer),
            new(5828, "vulnerable-secure-channel-denied", "authentication", "start denied", "failure", NetlogonPeer),
            new(5829, "vulnerable-secure-channel-allowed", "authentication", "start allowed", NetlogonPeer)),
        new(
            ["Microsoft-Windows-PrintService"],
            new(307, "document-printed", "", "info", Print),
            new(316, "printer-driver-installed", "driver configuration", "installation"),
            new(808, "print-plugin-load-failed", "driver", "error", "failure"),
            new(823, "default-printer-changed", "configuration", "change")),
        new(
            ["Application Error"],
            new WindowsEvent(1000, "application-crashed", "process", "end error")),
        new(
            ["MsiInstaller"],
            new(1033, "package-installed", "package", "installation", Writer),
            new(1034, "package-removed", "package", "deletion", Writer),
            new(11707, "package-installed", "package", "installation", "success", Writer),
            new(11708, "package-installation-failed", "package", "installation error", "failure", Writer),
            new(11724, "package-removed", "package", "deletion", "success", Writer)),
        new(
            ["VSSAudit"],
            new WindowsEvent(8222, "shadow-copy-created", "configuration", "creation")),
        new(
            ["Microsoft-Windows-DriverFrameworks-UserMode"],
            new(2003, "device-driver-loaded", "driver host", "start"),
            new(2100, "device-power-changed", "host", "info"),
            new(2102, "device-removed", "driver host", "end")),
        new(
            ["Microsoft-Windows-Kernel-PnP"],
            new(400, "device-configured", "host", "info"),
            new(410, "device-started", "host", "info"),
            new(420, "device-deleted", "host", "deletion")),
        new(
            ["Microsoft-Windows-CodeIntegrity"],
            new(3001, "unsigned-driver-loaded", "driver", "start"),
            new(3033, "code-integrity-blocked", "process", "start denied", "failure"),
            new(3034, "code-integrity-audited", "process", "start"),
            new(3076, "code-integrity-audited", "process", "start"),
            new(3077, "code-integrity-blocked", "process", "start denied", "failure")),
    ];
}
