using static HueSoc.Events.Normalisers.Windows.Providers.SecurityMaps;

namespace HueSoc.Events.Normalisers.Windows.Providers;

/// <summary>The Security log: itself, policies, and the directory.</summary>
internal static class SecurityLogEvents
{
    public static WindowsEvent[] Rows { get; } =
    [
        // The log and the audit itself.
        new(4608, "windows-started", "host", "start"),
        new(4609, "windows-shutdown", "host", "end"),
        new(4610, "authentication-package-loaded", "configuration", "info"),
        new(4611, "trusted-logon-process-registered", "configuration", "info", Subject),
        new(4612, "audit-resources-exhausted", "configuration", "error"),
        new(4614, "notification-package-loaded", "configuration", "info"),
        new(4616, "system-time-changed", "configuration host", "change", Subject, Process),
        new(4618, "monitored-security-event-pattern", "intrusion_detection", "info"),
        new(4621, "crash-on-audit-recovered", "configuration iam", "admin change"),
        new(4622, "security-package-loaded", "configuration", "info"),

        // Policies of audit, rights, domain and trust.
        new(4704, "user-right-assigned", "iam configuration", "admin change", Subject, Account),
        new(4705, "user-right-removed", "iam configuration", "admin change", Subject, Account),
        new(4706, "domain-trust-added", "configuration", "creation", Subject),
        new(4707, "domain-trust-removed", "configuration", "deletion", Subject),
        new(4713, "kerberos-policy-changed", "configuration", "change", Subject),
        new(4714, "encrypted-data-recovery-policy-changed", "configuration", "change", Subject),
        new(4715, "object-audit-policy-changed", "configuration", "change", Subject),
        new(4716, "trusted-domain-information-changed", "configuration", "change", Subject),
        new(4717, "system-security-access-granted", "iam configuration", "admin change", Subject, Account),
        new(4718, "system-security-access-removed", "iam configuration", "admin deletion", Subject, Account),
        new(4719, "changed-audit-config", "iam configuration", "admin change", Subject),
        new(4739, "domain-policy-changed", "configuration", "change", Subject),
        new(4817, "object-audit-changed", "iam configuration", "admin change", Subject),
        new(4826, "boot-configuration-loaded", "configuration", "info", Subject),
        new(4865, "trusted-forest-entry-added", "configuration", "creation", Subject),
        new(4866, "trusted-forest-entry-removed", "configuration", "deletion", Subject),
        new(4867, "trusted-forest-entry-changed", "configuration", "change", Subject),
        new(4902, "user-audit-policy-created", "iam configuration", "admin creation"),
        new(4904, "security-event-source-added", "iam configuration", "admin change", Subject, Process),
        new(4905, "security-event-source-removed", "iam configuration", "admin deletion", Subject, Process),
        new(4906, "crash-on-audit-changed", "iam configuration", "admin change"),
        new(4907, "audit-setting-changed", "iam configuration", "admin change", Subject, Process) { Reading = SecuredObject.Read },
        new(4908, "special-group-table-changed", "iam configuration", "admin change"),
        new(4911, "resource-attributes-changed", "configuration", "change", Subject, Process) { Reading = SecuredObject.Read },
        new(4912, "user-audit-policy-changed", "iam configuration", "admin change", Subject, Account),
        new(4913, "central-access-policy-changed", "configuration", "change", Subject, Process) { Reading = SecuredObject.Read },

        // Directory service.
        new(4928, "replica-source-established", "configuration", "creation"),
        new(4929, "replica-source-removed", "configuration", "deletion"),
        new(4932, "replica-synchronisation-started", "configuration", "info"),
        new(4933, "replica-synchronisation-ended", "configuration", "info"),
        new(5136, "directory-object-modified", "configuration", "change", Subject),
        new(5137, "directory-object-created", "configuration", "creation", Subject),
        new(5138, "directory-object-undeleted", "configuration", "creation", Subject),
        new(5139, "directory-object-moved", "configuration", "change", Subject),
        new(5141, "directory-object-deleted", "configuration", "deletion", Subject),
    ];
}
