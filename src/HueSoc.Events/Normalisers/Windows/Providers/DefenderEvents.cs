namespace HueSoc.Events.Normalisers.Windows.Providers;

/// <summary>Microsoft Defender Antivirus (Microsoft's page of its event ids).</summary>
internal static class DefenderEvents
{
    private static readonly FieldMap Threat = new(
        ("ThreatName", "rule.name"),
        ("ThreatID", "rule.id"),
        ("CategoryName", "rule.category"),
        ("FWLink", "rule.reference"),
        ("ProcessName", "process.executable"),
        ("ProcessID", "process.pid"),
        ("DetectionUser", "user"),
        ("User", "user"),
        ("Domain", "user.domain"),
        ("SID", "user.id"),
        ("RemediationUser", "related.user"));

    private static readonly FieldMap Scan = new(("User", "user"), ("Domain", "user.domain"), ("SID", "user.id"));

    // Attack surface reduction, controlled folders, network protection.
    private static readonly FieldMap Guard = new(
        ("ID", "rule.id"),
        ("RuleID", "rule.id"),
        ("Path", "file.path"),
        ("ProcessName", "process.executable"),
        ("TargetCommandline", "process.command_line"),
        ("ParentCommandline", "process.parent.command_line"),
        ("Destination", "url.full"),
        ("User", "user"));

    public static WindowsProvider Provider { get; } = new(
        ["Microsoft-Windows-Windows Defender", "Microsoft-Windows-Microsoft Antimalware", "Windows Defender"],
        new(1000, "malware-scan-started", "malware", "start", Scan),
        new(1001, "malware-scan-finished", "malware", "end", "success", Scan),
        new(1002, "malware-scan-cancelled", "malware", "end", Scan),
        new(1005, "malware-scan-failed", "malware", "end error", "failure", Scan),
        new(1006, "malware-detected", "malware", "info", Threat) { Reading = DefenderPath.Read },
        new(1007, "malware-action-taken", "malware", "change", Threat) { Reading = DefenderPath.Read },
        new(1008, "malware-action-failed", "malware", "error", "failure", Threat) { Reading = DefenderPath.Read },
        new(1009, "quarantined-file-restored", "malware", "change", Threat) { Reading = DefenderPath.Read },
        new(1010, "quarantined-file-restore-failed", "malware", "error", "failure", Threat) { Reading = DefenderPath.Read },
        new(1011, "quarantined-file-deleted", "malware", "deletion", Threat) { Reading = DefenderPath.Read },
        new(1012, "quarantined-file-delete-failed", "malware", "error", "failure", Threat) { Reading = DefenderPath.Read },
        new(1013, "malware-history-deleted", "malware", "deletion", Scan),
        new(1015, "suspicious-behavior-detected", "malware", "info", Threat) { Reading = DefenderPath.Read },
        new(1116, "malware-detected", "malware", "info", Threat) { Reading = DefenderPath.Read },
        new(1117, "malware-action-taken", "malware", "change", Threat) { Reading = DefenderPath.Read },
        new(1118, "malware-action-failed", "malware", "error", "failure", Threat) { Reading = DefenderPath.Read },
        new(1119, "malware-action-failed-critically", "malware", "error", "failure", Threat) { Reading = DefenderPath.Read },
        new(1121, "attack-surface-rule-blocked", "intrusion_detection process", "info denied", Guard),
        new(1122, "attack-surface-rule-audited", "intrusion_detection process", "info allowed", Guard),
        new(1123, "controlled-folder-access-blocked", "intrusion_detection file", "info denied", Guard),
        new(1124, "controlled-folder-access-audited", "intrusion_detection file", "info allowed", Guard),
        new(1125, "network-protection-audited", "intrusion_detection network", "info allowed", Guard),
        new(1126, "network-protection-blocked", "intrusion_detection network", "info denied", Guard),
        new(1127, "controlled-folder-sector-write-blocked", "intrusion_detection file", "info denied", Guard),
        new(1128, "controlled-folder-sector-write-audited", "intrusion_detection file", "info allowed", Guard),
        new(1129, "attack-surface-rule-overridden", "intrusion_detection process", "info allowed", Guard),
        new(1150, "antimalware-healthy", "malware", "info"),
        new(1151, "antimalware-health-report", "malware", "info"),
        new(2000, "signatures-updated", "malware configuration", "change", "success", Scan),
        new(2001, "signature-update-failed", "malware configuration", "error", "failure", Scan),
        new(2003, "engine-update-failed", "malware configuration", "error", "failure", Scan),
        new(2004, "signatures-reverted", "malware configuration", "error", "failure"),
        new(2010, "dynamic-signatures-received", "malware configuration", "info", Scan),
        new(2030, "offline-scan-scheduled", "malware configuration", "info"),
        new(3002, "realtime-protection-failed", "malware", "error", "failure"),
        new(3007, "realtime-protection-recovered", "malware", "info"),
        new(5000, "realtime-protection-enabled", "malware configuration", "change"),
        new(5001, "realtime-protection-disabled", "malware configuration", "change"),
        new(5004, "realtime-protection-configured", "malware configuration", "change"),
        new(5007, "antimalware-configuration-changed", "malware configuration", "change"),
        new(5008, "antimalware-engine-failed", "malware", "error", "failure"),
        new(5009, "spyware-scanning-enabled", "malware configuration", "change"),
        new(5010, "spyware-scanning-disabled", "malware configuration", "change"),
        new(5011, "virus-scanning-enabled", "malware configuration", "change"),
        new(5012, "virus-scanning-disabled", "malware configuration", "change"),
        new(5013, "tamper-protection-blocked-change", "malware configuration", "change denied"),
        new(5100, "antimalware-expiring", "malware configuration", "info"),
        new(5101, "antimalware-expired", "malware configuration", "error"))
    {
        Channel = "Microsoft-Windows-Windows Defender/Operational",
    };
}
