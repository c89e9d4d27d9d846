using static HueSoc.Events.Normalisers.Windows.Providers.SecurityMaps;

namespace HueSoc.Events.Normalisers.Windows.Providers;

/// <summary>The Security log: objects, privileges, credentials.</summary>
internal static class ObjectEvents
{
    private static readonly FieldMap HandleProcess = new(("SourceProcessId", "process.pid"));
    private static readonly FieldMap HardLink = new(("LinkName", "file.path"));
    private static readonly FieldMap KeyFile = new(("KeyFilePath", "file.path"));

    public static WindowsEvent[] Rows { get; } =
    [
        // Objects and privileges.
        new(4656, "object-handle-requested", "", "access", Subject, Process) { Reading = SecuredObject.Read },
        new(4657, "registry-value-modified", "configuration registry", "change", Subject, Process) { Reading = RegistryNames.ReadSecurityValue },
        new(4658, "object-handle-closed", "", "access", Subject, Process) { Reading = SecuredObject.Read },
        new(4659, "object-delete-handle-requested", "", "deletion", Subject, Process) { Reading = SecuredObject.Read },
        new(4660, "object-deleted", "", "deletion", Subject, Process) { Reading = SecuredObject.Read },
        new(4661, "object-handle-requested", "", "access", Subject, Process) { Reading = SecuredObject.Read },
        new(4662, "object-operation-performed", "", "access", Subject, Process) { Reading = SecuredObject.Read },
        new(4663, "object-accessed", "", "access", Subject, Process) { Reading = SecuredObject.Read },
        new(4664, "hard-link-created", "file", "creation", Subject, HardLink),
        new(4670, "permissions-changed", "iam configuration", "admin change", Subject, Process) { Reading = SecuredObject.Read },
        new(4671, "blocked-ordinal-accessed", "configuration", "access denied", Subject),
        new(4673, "privileged-service-called", "iam", "admin", Subject, Process),
        new(4674, "privileged-operation", "iam", "admin", Subject, Process) { Reading = SecuredObject.Read },
        new(4690, "object-handle-duplicated", "", "access", Subject, HandleProcess),
        new(4691, "indirect-object-access", "", "access", Subject, Process) { Reading = SecuredObject.Read },
        new(4985, "transaction-state-changed", "", "info", Subject, Process),
        new(5051, "file-virtualized", "file", "info", Subject, Process),
        new(5140, "network-share-accessed", "network file", "access", Subject, Client) { Reading = SecuredObject.ReadShare },
        new(5142, "network-share-added", "configuration", "creation", Subject),
        new(5143, "network-share-changed", "configuration", "change", Subject),
        new(5144, "network-share-deleted", "configuration", "deletion", Subject),
        new(5145, "network-share-object-checked", "network file", "access", Subject, Client) { Reading = SecuredObject.ReadShare },
        new(5168, "smb-spn-check-failed", "authentication network", "access", Subject),

        // Credentials, keys, certificates.
        new(4692, "dpapi-master-key-backup", "iam", "access", Subject),
        new(4693, "dpapi-master-key-recovery", "iam", "access", Subject),
        new(4694, "dpapi-protection-attempted", "iam", "access", Subject),
        new(4695, "dpapi-unprotection-attempted", "iam", "access", Subject),
        new(4886, "certificate-requested", "iam", "info"),
        new(4887, "certificate-issued", "iam", "creation"),
        new(4888, "certificate-request-denied", "iam", "denied"),
        new(4898, "certificate-template-loaded", "configuration", "info"),
        new(4899, "certificate-template-updated", "configuration", "change"),
        new(5056, "cryptographic-self-test", "configuration", "info", Subject),
        new(5058, "key-file-operation", "iam", "access", Subject, ClientProcess, KeyFile),
        new(5059, "key-migration-operation", "iam", "access", Subject, ClientProcess),
        new(5061, "cryptographic-operation", "iam", "access", Subject),
        new(5376, "credential-manager-credentials-backed-up", "iam", "user access", Subject),
        new(5377, "credential-manager-credentials-restored", "iam", "user change", Subject),
        new(5379, "credential-manager-credentials-were-read", "iam", "user info", Subject, ClientProcess),
        new(5380, "vault-credential-find", "iam", "user info", Subject, ClientProcess),
        new(5381, "vault-credentials-were-read", "iam", "user info", Subject, ClientProcess),
        new(5382, "vault-credentials-were-read", "iam", "user info", Subject, ClientProcess),
    ];
}
