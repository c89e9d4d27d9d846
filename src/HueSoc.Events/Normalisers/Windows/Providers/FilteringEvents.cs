using static HueSoc.Events.Normalisers.Windows.Providers.SecurityMaps;

namespace HueSoc.Events.Normalisers.Windows.Providers;

/// <summary>The Security log: the filtering platform and the firewall.</summary>
internal static class FilteringEvents
{
    private static readonly FieldMap FilterChange = new(
        ("UserSid", "user.id"),
        ("UserName", "user"),
        ("ProcessId", "process.pid"));

    public static WindowsEvent[] Rows { get; } =
    [
        // The filtering platform and the firewall.
        new(4944, "firewall-policy-active", "configuration", "info", FirewallRule),
        new(4945, "firewall-rule-listed", "configuration", "info", FirewallRule),
        new(4946, "firewall-rule-added", "configuration", "creation", FirewallRule),
        new(4947, "firewall-rule-changed", "configuration", "change", FirewallRule),
        new(4948, "firewall-rule-deleted", "configuration", "deletion", FirewallRule),
        new(4949, "firewall-settings-restored", "configuration", "change", FirewallRule),
        new(4950, "firewall-setting-changed", "configuration", "change", FirewallRule),
        new(4951, "firewall-rule-ignored-version", "configuration", "info", FirewallRule),
        new(4952, "firewall-rule-partly-ignored", "configuration", "info", FirewallRule),
        new(4953, "firewall-rule-ignored", "configuration", "info", FirewallRule),
        new(4954, "firewall-group-policy-changed", "configuration", "change"),
        new(4956, "firewall-profile-changed", "configuration", "change"),
        new(4957, "firewall-rule-not-applied", "configuration", "info", FirewallRule),
        new(4958, "firewall-rule-not-applied", "configuration", "info", FirewallRule),
        new(5024, "firewall-service-started", "process", "start"),
        new(5025, "firewall-service-stopped", "process", "end"),
        new(5027, "firewall-policy-unreadable", "configuration", "error", "failure"),
        new(5028, "firewall-policy-not-parsed", "configuration", "error", "failure"),
        new(5030, "firewall-service-failed", "process", "error", "failure"),
        new(5031, "firewall-blocked-listener", "network", "denied", Filtered),
        new(5033, "firewall-driver-started", "driver", "start"),
        new(5034, "firewall-driver-stopped", "driver", "end"),
        new(5150, "filter-packet-blocked", "network", "connection denied", Filtered) { Reading = NetworkFlow.ReadFilter },
        new(5151, "filter-packet-blocked", "network", "connection denied", Filtered) { Reading = NetworkFlow.ReadFilter },
        new(5152, "windows-firewall-packet-block", "network", "connection denied", Filtered) { Reading = NetworkFlow.ReadFilter },
        new(5153, "windows-firewall-packet-block", "network", "connection denied", Filtered) { Reading = NetworkFlow.ReadFilter },
        new(5154, "windows-firewall-listen-allowed", "network", "connection allowed", Filtered) { Reading = NetworkFlow.ReadFilter },
        new(5155, "windows-firewall-listen-blocked", "network", "connection denied", Filtered) { Reading = NetworkFlow.ReadFilter },
        new(5156, "windows-firewall-connection", "network", "connection allowed", Filtered) { Reading = NetworkFlow.ReadFilter },
        new(5157, "windows-firewall-packet-drop", "network", "connection denied", Filtered) { Reading = NetworkFlow.ReadFilter },
        new(5158, "windows-firewall-bind-allowed", "network", "connection allowed", Filtered) { Reading = NetworkFlow.ReadFilter },
        new(5159, "windows-firewall-bind-blocked", "network", "connection denied", Filtered) { Reading = NetworkFlow.ReadFilter },
        new(5447, "filter-changed", "configuration", "change", FilterChange),
    ];
}
