using HueSoc.Events.Normalisers.Ecs;

namespace HueSoc.Events.Normalisers.Windows;

/// <summary>
/// What the numbers in events about logons stand for: logon types and failures of events 4624, 4625 and 4776 (Microsoft's description of the audit events),
/// errors of Kerberos (RFC 4120, 7.5.9).
/// </summary>
internal static class LogonCodes
{
    /// <summary>Errors of Kerberos, for <c>winlog.logon.failure.status</c> of tickets.</summary>
    public static readonly EcsField KerberosStatus = new("winlog.logon.failure.status", EcsValue.Code, new CodeTexts(
        ("0x6", "the client is not known to the KDC: no such user"),
        ("0x7", "the server is not known to the KDC: no such service"),
        ("0x8", "several entries of the principal in the KDC's database"),
        ("0x9", "the client or server has no key"),
        ("0xc", "the policy rejects the request: logon hours or workstation"),
        ("0xd", "the KDC cannot do what was asked of it"),
        ("0xe", "the KDC does not support the encryption type"),
        ("0xf", "the KDC does not support the checksum type"),
        ("0x10", "the KDC does not support the kind of pre-authentication: smart card"),
        ("0x12", "the client's credentials have been revoked: disabled, expired or locked out"),
        ("0x13", "the server's credentials have been revoked"),
        ("0x14", "the ticket-granting ticket has been revoked"),
        ("0x17", "the password has expired"),
        ("0x18", "pre-authentication failed: wrong password"),
        ("0x19", "pre-authentication is required"),
        ("0x1a", "the server in the ticket is not the one asked for"),
        ("0x1b", "the service takes user-to-user tickets only"),
        ("0x1d", "a service is not available"),
        ("0x1f", "the integrity check on the decrypted field failed"),
        ("0x20", "the ticket has expired"),
        ("0x21", "the ticket is not valid yet"),
        ("0x22", "the request is a replay"),
        ("0x23", "the ticket is not for this server"),
        ("0x24", "ticket and authenticator do not match"),
        ("0x25", "the clocks differ too much"),
        ("0x26", "the network address is not that of the ticket"),
        ("0x28", "the type of the message is not valid"),
        ("0x29", "the message was modified"),
        ("0x2c", "the version of the key is not available"),
        ("0x2d", "the service's key is not available"),
        ("0x2e", "mutual authentication failed"),
        ("0x30", "the sequence of messages is wrong"),
        ("0x34", "the answer is too long for UDP"),
        ("0x3c", "an error that is not described further"),
        ("0x3d", "a field is too long"),
        ("0x43", "no ticket-granting ticket was given"),
        ("0x44", "wrong realm")));

    /// <summary><c>winlog.logon.type</c>.</summary>
    public static CodeTexts Types { get; } = new(
        ("0", "System"), ("2", "Interactive"), ("3", "Network"), ("4", "Batch"), ("5", "Service"), ("7", "Unlock"), ("8", "NetworkCleartext"), ("9", "NewCredentials"),
        ("10", "RemoteInteractive"), ("11", "CachedInteractive"), ("12", "CachedRemoteInteractive"), ("13", "CachedUnlock"));

    /// <summary>Messages that Windows names by number as the reason of a failed logon.</summary>
    public static CodeTexts Reasons { get; } = new(
        ("%%2304", "An error occurred during logon."),
        ("%%2305", "The user account has expired."),
        ("%%2306", "The NetLogon component is not active."),
        ("%%2307", "The account is locked out."),
        ("%%2308", "The user has not been granted the requested logon type at this machine."),
        ("%%2309", "The account's password has expired."),
        ("%%2310", "The account is disabled."),
        ("%%2311", "The account's logon hours do not allow it."),
        ("%%2312", "The user is not allowed to log on at this computer."),
        ("%%2313", "Unknown user name or bad password."),
        ("%%2314", "The domain's SID is inconsistent."),
        ("%%2315", "A smart card is required and was not used."));

    /// <summary>NTSTATUS values as status and sub-status of a failed logon.</summary>
    public static CodeTexts Status { get; } = new(
        ("0xc000005e", "no logon server is available"),
        ("0xc000005f", "the logon session does not exist"),
        ("0xc0000064", "the user name does not exist"),
        ("0xc000006a", "the password is wrong"),
        ("0xc000006c", "the password does not meet the policy"),
        ("0xc000006d", "user name or credentials are wrong"),
        ("0xc000006e", "the account is restricted"),
        ("0xc000006f", "outside of the account's logon hours"),
        ("0xc0000070", "the account may not log on from this workstation"),
        ("0xc0000071", "the password has expired"),
        ("0xc0000072", "the account is disabled"),
        ("0xc00000dc", "the server is in the wrong state"),
        ("0xc0000133", "the clocks of domain controller and computer differ too much"),
        ("0xc000015b", "the account has not been granted this type of logon here"),
        ("0xc000018b", "the computer has no account in the domain for this trust"),
        ("0xc000018c", "the trust between the primary and the trusted domain failed"),
        ("0xc000018d", "the trust between computer and domain failed"),
        ("0xc0000192", "the Netlogon service is not running"),
        ("0xc0000193", "the account has expired"),
        ("0xc0000199", "the account is one of a computer, not of a user"),
        ("0xc0000224", "the password has to be changed at the next logon"),
        ("0xc0000225", "an error of Windows, no risk"),
        ("0xc0000234", "the account is locked out"),
        ("0xc00002ee", "an error during logon"),
        ("0xc0000371", "the local accounts database has no secret for the account"),
        ("0xc0000413", "the authentication firewall does not allow it"),
        ("0xc000041d", "an unhandled error during logon"));
}
