using System.Collections.Frozen;
using System.Text;

namespace HueSoc.Events.Logs.Auditd;

/// <summary>What the types of audit records mean in the Elastic Common Schema. The words are those of Elastic's audit modules, so that one search finds both.</summary>
internal sealed class AuditRecordType
{
    private static readonly FrozenDictionary<string, AuditRecordType> Known = new Dictionary<string, AuditRecordType>(StringComparer.Ordinal)
    {
        // Accounts.
        ["ADD_USER"] = new("added-user-account", "iam", "creation user", AuditSubject.Account),
        ["DEL_USER"] = new("deleted-user-account", "iam", "deletion user", AuditSubject.Account),
        ["USER_MGMT"] = new("modified-user-account", "iam", "change user", AuditSubject.Account),
        ["USER_CHAUTHTOK"] = new("changed-password", "iam", "change user", AuditSubject.Account),
        ["ACCT_LOCK"] = new("locked-account", "iam", "info user", AuditSubject.Account),
        ["ACCT_UNLOCK"] = new("unlocked-account", "iam", "info user", AuditSubject.Account),
        ["ROLE_ASSIGN"] = new("assigned-user-role-to", "iam", "change user", AuditSubject.Account),
        ["ROLE_REMOVE"] = new("removed-user-role-from", "iam", "change user", AuditSubject.Account),
        ["ADD_GROUP"] = new("added-group-account-to", "iam", "creation group", AuditSubject.Group),
        ["DEL_GROUP"] = new("deleted-group-account-from", "iam", "deletion group", AuditSubject.Group),
        ["GRP_MGMT"] = new("modified-group-account", "iam", "change group", AuditSubject.Group),
        ["GRP_CHAUTHTOK"] = new("changed-group-password", "iam", "change group", AuditSubject.Group),

        // Logging in and out.
        ["USER_AUTH"] = new("authenticated", "authentication", "info", AuditSubject.Session),
        ["USER_ACCT"] = new("was-authorized", "authentication", "info", AuditSubject.Session),
        ["USER_ERR"] = new("error", "authentication", "info", AuditSubject.Session),
        ["USER_LOGIN"] = new("logged-in", "authentication", "start", AuditSubject.Session),
        ["USER_LOGOUT"] = new("logged-out", "authentication", "end", AuditSubject.Session),
        ["USER_START"] = new("started-session", "session", "start", AuditSubject.Session),
        ["USER_END"] = new("ended-session", "session", "end", AuditSubject.Session),
        ["CRED_ACQ"] = new("acquired-credentials", "authentication", "info", AuditSubject.Session),
        ["CRED_REFR"] = new("refreshed-credentials", "authentication", "info", AuditSubject.Session),
        ["CRED_DISP"] = new("disposed-credentials", "authentication", "info", AuditSubject.Session),
        ["GRP_AUTH"] = new("authenticated-to-group", "authentication", "info", AuditSubject.Session),
        ["LOGIN"] = new("changed-login-id-to", "authentication", "start", AuditSubject.Login),
        ["USER_ROLE_CHANGE"] = new("changed-role-to", "", "", AuditSubject.Session),

        // Programs and the machine.
        ["SYSCALL"] = new("syscall", "process", "info"),
        ["USER_CMD"] = new("ran-command", "process", "start"),
        ["SERVICE_START"] = new("started-service", "process", "start"),
        ["SERVICE_STOP"] = new("stopped-service", "process", "stop"),
        ["SYSTEM_BOOT"] = new("booted-system", "host", "info"),
        ["SYSTEM_SHUTDOWN"] = new("shutdown-system", "host", "info"),
        ["SYSTEM_RUNLEVEL"] = new("changed-to-runlevel", "host", "change"),
        ["SOFTWARE_UPDATE"] = new("package-updated", "package", "info"),
        ["KERN_MODULE"] = new("loaded-kernel-module", "driver", "start"),
        ["TTY"] = new("typed", "", ""),
        ["USER_TTY"] = new("typed", "", ""),
        ["VIRT_CONTROL"] = new("issued-vm-control", "host", "info"),
        ["VIRT_MACHINE_ID"] = new("assigned-vm-id", "host", "creation"),
        ["CRYPTO_KEY_USER"] = new("negotiated-crypto-key", "process", "info"),
        ["CRYPTO_SESSION"] = new("started-crypto-session", "process", "info"),

        // Audit itself, and other settings.
        ["CONFIG_CHANGE"] = new("changed-audit-configuration", "configuration process", "change"),
        ["DAEMON_START"] = new("started-audit", "process", "start"),
        ["DAEMON_END"] = new("shutdown-audit", "process", "stop"),
        ["DAEMON_ABORT"] = new("aborted-auditd-startup", "process", "stop"),
        ["DAEMON_CONFIG"] = new("changed-auditd-configuration", "configuration process", "change"),
        ["DAEMON_RECONFIG"] = new("reconfigured-auditd", "configuration process", "info"),
        ["DAEMON_RESUME"] = new("resumed-audit-logging", "process", "change"),
        ["DAEMON_ROTATE"] = new("rotated-audit-logs", "process", "change"),
        ["DAEMON_ERR"] = new("audit-error", "process", "info"),
        ["FEATURE_CHANGE"] = new("changed-audit-feature", "configuration", "change"),
        ["NETFILTER_CFG"] = new("loaded-firewall-rule-to", "configuration", "change"),
        ["USYS_CONFIG"] = new("changed-configuration", "configuration", "change"),
        ["MAC_STATUS"] = new("changed-selinux-enforcement", "configuration", "change"),
        ["MAC_POLICY_LOAD"] = new("loaded-selinux-policy", "configuration", "access"),
        ["MAC_CONFIG_CHANGE"] = new("changed-selinux-boolean", "configuration", "change"),

        // What was not allowed, and what should not be.
        ["USER_AVC"] = new("access-permission", "", ""),
        ["SECCOMP"] = new("violated-seccomp-policy", "", ""),
        ["ANOM_ABEND"] = new("crashed-program", "process", "end"),
        ["ANOM_EXEC"] = new("attempted-execution-of-forbidden-program", "process", "start"),
        ["ANOM_LINK"] = new("used-suspicious-link", "", ""),
        ["ANOM_PROMISCUOUS"] = new("changed-promiscuous-mode-on-device", "", ""),
        ["ANOM_LOGIN_FAILURES"] = new("failed-log-in-too-many-times-to", "", "", AuditSubject.Session),
        ["ANOM_LOGIN_LOCATION"] = new("attempted-log-in-from-unusual-place-to", "", "", AuditSubject.Session),
        ["ANOM_LOGIN_SESSIONS"] = new("opened-too-many-sessions-to", "", "", AuditSubject.Session),
        ["ANOM_LOGIN_TIME"] = new("attempted-log-in-during-unusual-hour-to", "", "", AuditSubject.Session),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, AuditRecordType>.AlternateLookup<ReadOnlySpan<char>> Lookup =
        Known.GetAlternateLookup<ReadOnlySpan<char>>();

    private readonly byte[] action;
    private readonly byte[] category;
    private readonly byte[] type;

    private AuditRecordType(string action, string categories, string types, AuditSubject subject = AuditSubject.Process)
    {
        this.action = Encoding.ASCII.GetBytes(action);
        category = JsonArray(categories);
        type = JsonArray(types);
        Subject = subject;
    }

    /// <summary>What happened: <c>event.action</c>.</summary>
    public ReadOnlySpan<byte> Action => action;

    /// <summary><c>event.category</c> as a JSON array; empty for none.</summary>
    public ReadOnlySpan<byte> Category => category;

    /// <summary><c>event.type</c> as a JSON array; empty for none.</summary>
    public ReadOnlySpan<byte> Type => type;

    /// <summary>Whom its user ids mean.</summary>
    public AuditSubject Subject { get; }

    /// <summary>What is known of a type; null when nothing is.</summary>
    public static AuditRecordType? Of(ReadOnlySpan<byte> type)
    {
        Span<char> name = stackalloc char[64];
        if (type.Length > name.Length)
            return null;
        int length = Encoding.Latin1.GetChars(type, name);
        return Lookup.TryGetValue(name[..length], out AuditRecordType? known) ? known : null;
    }

    private static byte[] JsonArray(string words) =>
        words.Length == 0 ? [] : Encoding.ASCII.GetBytes("[\"" + words.Replace(" ", "\",\"", StringComparison.Ordinal) + "\"]");
}
