namespace HueSoc.Events.Normalisers.Windows.Providers;

/// <summary>Groups of fields that events of the Security log share. <c>Subject</c> is who did it, <c>Target</c> whom or what it was done to; of a logon, who logged on.</summary>
internal static class SecurityMaps
{
    /// <summary>Who did it.</summary>
    public static readonly FieldMap Subject = new(
        ("SubjectUserSid", "user.id"),
        ("SubjectUserName", "user.name"),
        ("SubjectDomainName", "user.domain"),
        ("SubjectLogonId", "winlog.logon.id"));

    /// <summary>Who logged on or off, or asked for a ticket: the target is the user.</summary>
    public static readonly FieldMap LoggedOn = new(
        ("TargetUserSid", "user.id"),
        ("TargetSid", "user.id"),
        ("TargetUserName", "user.name"),
        ("TargetDomainName", "user.domain"),
        ("TargetLogonId", "winlog.logon.id"),
        ("SubjectUserName", "related.user"));

    /// <summary>As whom it was done.</summary>
    public static readonly FieldMap Effective = new(
        ("TargetUserSid", "user.effective.id"),
        ("TargetUserName", "user.effective.name"),
        ("TargetDomainName", "user.effective.domain"));

    /// <summary>The account that it was done to.</summary>
    public static readonly FieldMap Account = new(
        ("TargetSid", "user.target.id"),
        ("TargetUserSid", "user.target.id"),
        ("TargetUserName", "user.target.name"),
        ("TargetDomainName", "user.target.domain"));

    /// <summary>The group that it was done to.</summary>
    public static readonly FieldMap Group = new(
        ("TargetSid", "group.id"),
        ("TargetUserName", "group.name"),
        ("TargetDomainName", "group.domain"));

    /// <summary>Who was put into the group, or taken out of it.</summary>
    public static readonly FieldMap Member = new(
        ("MemberSid", "user.target.id"),
        ("MemberName", "user.target"),
        ("TargetSid", "user.target.group.id"),
        ("TargetUserName", "user.target.group.name"),
        ("TargetDomainName", "user.target.group.domain"));

    /// <summary>The process that did it.</summary>
    public static readonly FieldMap Process = new(
        ("ProcessId", "process.pid"),
        ("CallerProcessId", "process.pid"),
        ("ProcessName", "process.executable"),
        ("CallerProcessName", "process.executable"));

    /// <summary>The process that asked a service to do it (Windows 10 and later).</summary>
    public static readonly FieldMap ClientProcess = new(
        ("ClientProcessId", "process.pid"),
        ("ParentProcessId", "process.parent.pid"));

    /// <summary>A process that began, and the one that made it.</summary>
    public static readonly FieldMap NewProcess = new(
        ("NewProcessId", "process.pid"),
        ("NewProcessName", "process.executable"),
        ("CommandLine", "process.command_line"),
        ("ProcessId", "process.parent.pid"),
        ("ParentProcessName", "process.parent.executable"));

    /// <summary>Where they came from.</summary>
    public static readonly FieldMap Client = new(
        ("IpAddress", "source.ip"),
        ("ClientAddress", "source.ip"),
        ("IpPort", "source.port"),
        ("WorkstationName", "source.domain"),
        ("Workstation", "source.domain"),
        ("ClientName", "source.domain"));

    /// <summary>How they logged on, and why they could not.</summary>
    public static readonly FieldMap Logon = new(
        ("LogonType", "winlog.logon.type"),
        ("FailureReason", "winlog.logon.failure.reason"),
        ("Status", "winlog.logon.failure.status"),
        ("SubStatus", "winlog.logon.failure.sub_status"));

    /// <summary>Tickets of Kerberos.</summary>
    public static readonly FieldMap Ticket = new(
        ("ServiceName", "service.name"),
        ("Status", LogonCodes.KerberosStatus),
        ("FailureCode", LogonCodes.KerberosStatus));

    /// <summary>A session of a terminal server.</summary>
    public static readonly FieldMap Session = new(
        ("AccountName", "user.name"),
        ("AccountDomain", "user.domain"),
        ("LogonID", "winlog.logon.id"));

    /// <summary>A service.</summary>
    public static readonly FieldMap Service = new(
        ("ServiceName", "service.name"),
        ("ServiceType", "service.type"));

    /// <summary>A connection that the filtering platform saw.</summary>
    public static readonly FieldMap Filtered = new(
        ("ProcessId", "process.pid"),
        ("ProcessID", "process.pid"),
        ("Application", "process.executable"),
        ("Direction", "network.direction"),
        ("Protocol", "network.transport"),
        ("SourceAddress", "source.ip"),
        ("SourcePort", "source.port"),
        ("DestAddress", "destination.ip"),
        ("DestPort", "destination.port"));

    /// <summary>A rule of the firewall.</summary>
    public static readonly FieldMap FirewallRule = new(
        ("RuleId", "rule.id"),
        ("RuleName", "rule.name"));
}
