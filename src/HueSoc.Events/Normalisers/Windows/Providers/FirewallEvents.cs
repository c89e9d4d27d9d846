namespace HueSoc.Events.Normalisers.Windows.Providers;

/// <summary>Windows Firewall with Advanced Security: its settings and rules. Windows 11 has numbers of its own for rules.</summary>
internal static class FirewallEvents
{
    private static readonly FieldMap Change = new(
        ("RuleId", "rule.id"),
        ("RuleName", "rule.name"),
        ("ModifyingUser", "user.id"),
        ("ModifyingApplication", "process.executable"),
        ("ApplicationPath", "file.path"),
        ("Protocol", "network.transport"));

    private static readonly FieldMap Blocked = new(
        ("ApplicationPath", "process.executable"),
        ("ProcessId", "process.pid"),
        ("ModifyingUser", "user.id"));

    public static WindowsProvider Provider { get; } = new(
        ["Microsoft-Windows-Windows Firewall With Advanced Security"],
        new(2002, "firewall-setting-changed", "configuration", "change", Change),
        new(2003, "firewall-profile-setting-changed", "configuration", "change", Change),
        new(2004, "firewall-rule-added", "configuration", "creation", Change),
        new(2005, "firewall-rule-changed", "configuration", "change", Change),
        new(2006, "firewall-rule-deleted", "configuration", "deletion", Change),
        new(2008, "firewall-group-policy-changed", "configuration", "change"),
        new(2009, "firewall-group-policy-failed", "configuration", "error", "failure"),
        new(2010, "firewall-interface-profile-changed", "configuration", "change"),
        new(2011, "firewall-notification-failed", "network", "denied", Blocked),
        new(2032, "firewall-reset", "configuration", "change", Change),
        new(2033, "firewall-rules-deleted", "configuration", "deletion", Change),
        new(2052, "firewall-rule-deleted", "configuration", "deletion", Change),
        new(2059, "firewall-rules-deleted", "configuration", "deletion", Change),
        new(2060, "firewall-reset", "configuration", "change", Change),
        new(2071, "firewall-rule-added", "configuration", "creation", Change),
        new(2073, "firewall-rule-changed", "configuration", "change", Change),
        new(2082, "firewall-setting-changed", "configuration", "change", Change),
        new(2083, "firewall-profile-setting-changed", "configuration", "change", Change),
        new(2097, "firewall-rule-added", "configuration", "creation", Change),
        new(2099, "firewall-rule-changed", "configuration", "change", Change))
    {
        Channel = "Microsoft-Windows-Windows Firewall With Advanced Security/Firewall",
    };
}
