using static HueSoc.Events.Normalisers.Windows.Providers.SecurityMaps;

namespace HueSoc.Events.Normalisers.Windows.Providers;

/// <summary>The Security log: logons, tickets, sessions.</summary>
internal static class LogonEvents
{
    // Whose service was asked for with the other credentials.
    private static readonly FieldMap Target = new(("TargetServerName", "destination.domain"));

    public static WindowsEvent[] Rows { get; } =
    [
        // Logons.
        new(4624, "logged-in", "authentication", "start", LoggedOn, Logon, Client, Process),
        new(4625, "logon-failed", "authentication", "start", "failure", LoggedOn, Logon, Client, Process),
        new(4627, "group-membership-information", "iam", "group info", LoggedOn, Logon),
        new(4634, "logged-out", "authentication", "end", LoggedOn, Logon),
        new(4647, "logged-out", "authentication", "end", LoggedOn),
        new(4648, "logged-in-explicit", "authentication", "start", Subject, Effective, Target, Client, Process),
        new(4649, "replay-attack-detected", "authentication intrusion_detection", "info", Subject, Effective, Client, Process),
        new(4672, "logged-in-special", "iam", "admin", Subject),
        new(4675, "sids-filtered", "iam", "info", LoggedOn),
        new(4740, "locked-out-user-account", "iam", "user change", Subject, Account),
        new(4767, "unlocked-user-account", "iam", "user change", Subject, Account),
        new(4778, "session-reconnected", "authentication session", "start", Session, Client),
        new(4779, "session-disconnected", "authentication session", "end", Session, Client),
        new(4800, "workstation-locked", "session", "end", LoggedOn),
        new(4801, "workstation-unlocked", "session", "start", LoggedOn),
        new(4802, "screensaver-invoked", "session", "info", LoggedOn),
        new(4803, "screensaver-dismissed", "session", "info", LoggedOn),
        new(4964, "logged-in-special", "iam", "admin group", LoggedOn),

        // Kerberos and NTLM, on domain controllers.
        new(4768, "kerberos-authentication-ticket-requested", "authentication", "start", LoggedOn, Ticket, Client),
        new(4769, "kerberos-service-ticket-requested", "authentication", "start", LoggedOn, Ticket, Client),
        new(4770, "kerberos-service-ticket-renewed", "authentication", "start", LoggedOn, Ticket, Client),
        new(4771, "kerberos-preauth-failed", "authentication", "start", "failure", LoggedOn, Ticket, Client),
        new(4772, "kerberos-authentication-ticket-failed", "authentication", "start", "failure", LoggedOn, Ticket, Client),
        new(4773, "kerberos-service-ticket-failed", "authentication", "start", "failure", LoggedOn, Ticket, Client),
        new(4774, "account-mapped-for-logon", "authentication", "info", LoggedOn),
        new(4775, "account-not-mapped-for-logon", "authentication", "info", "failure", LoggedOn),
        new(4776, "credential-validated", "authentication", "start", LoggedOn, Logon, Client),
        new(4777, "credential-validation-failed", "authentication", "start", "failure", LoggedOn, Logon, Client),
        new(4820, "kerberos-ticket-denied-by-silo", "authentication", "start denied", "failure", LoggedOn, Ticket, Client),
        new(4821, "kerberos-service-ticket-denied-by-silo", "authentication", "start denied", "failure", LoggedOn, Ticket, Client),
        new(4822, "ntlm-denied-protected-user", "authentication", "start denied", "failure", LoggedOn, Logon),
        new(4823, "ntlm-denied-by-silo", "authentication", "start denied", "failure", LoggedOn, Logon),
        new(4824, "kerberos-preauth-denied-protected-user", "authentication", "start denied", "failure", LoggedOn, Ticket, Client),
        new(4825, "remote-desktop-access-denied", "authentication", "start denied", "failure", Session, Client),

        // Network policy server, wireless and wired networks.
        new(5632, "wireless-authentication-requested", "authentication network", "start", Subject),
        new(5633, "wired-authentication-requested", "authentication network", "start", Subject),
        new(6272, "nps-access-granted", "authentication", "start allowed", Subject),
        new(6273, "nps-access-denied", "authentication", "start denied", "failure", Subject),
        new(6278, "nps-full-access-granted", "authentication", "start allowed", Subject),
    ];
}
