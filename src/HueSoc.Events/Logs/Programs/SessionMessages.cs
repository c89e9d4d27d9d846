using System.Collections.Immutable;

namespace HueSoc.Events.Logs.Programs;

/// <summary>What su (shadow and util-linux), PAM modules and systemd-logind write about sessions.</summary>
internal static class SessionMessages
{
    private static readonly MessageMeaning Opened = new("session-opened", "session", "start", "success");
    private static readonly MessageMeaning Closed = new("session-closed", "session", "end", "success");
    private static readonly MessageMeaning Switched = new("switched-user", "authentication session", "start", "success");
    private static readonly MessageMeaning SwitchFailed = new("switched-user", "authentication", "start", "failure");
    private static readonly MessageMeaning LogonFailed = new("authentication-failed", "authentication", "start", "failure");
    private static readonly MessageMeaning Locked = new("locked-account", "authentication iam", "change user", "failure");
    private static readonly MessageMeaning Password = new("changed-password", "iam", "change user", "success");
    private static readonly MessageMeaning Requirement = new();
    private static readonly MessageMeaning Machine = new("system-state", "host", "change");

    /// <summary>What follows <c>pam_unix(sshd:session): </c>.</summary>
    public static ImmutableArray<MessagePattern> Pam { get; } =
    [
        new("session opened for user {user}(uid={userid}) by (uid={word})", Opened),
        new("session opened for user {effective}(uid={effectiveid}) by {user}(uid={userid})", Opened),
        new("session opened for user {user} by (uid={word})", Opened),
        new("session opened for user {effective} by {user}(uid={userid})", Opened),
        new("session opened for user {effective} by {user}", Opened),
        new("session opened for user {user}", Opened),
        new("session closed for user {user}", Closed),
        new("requirement {text} not met by user \"{user}\"", Requirement),
        new("check pass; user unknown", LogonFailed),
        new("bad username [{user}]", LogonFailed),
        new("auth could not identify password for [{user}]", LogonFailed),
        new("account {user} has expired{text}", LogonFailed),
        new("expired password for user {user}{text}", LogonFailed),
        new("unknown user: {user}", LogonFailed),
        new("Access denied for user {user}{text}", LogonFailed),
        new("access denied for user `{user}' from `{address}'", LogonFailed),
        new("Consecutive login failures for user {user} account temporarily locked", Locked),
        new("password changed for {user}", Password),
    ];

    public static ImmutableArray<MessagePattern> Su { get; } =
    [
        new("Successful su for {effective} by {user}", Switched),
        new("FAILED su for {effective} by {user}", SwitchFailed),
        new("FAILED SU (to {effective}) {user} on {text}", SwitchFailed),
        new("(to {effective}) {user} on {text}", Switched),
        new("+ {word} {user}:{effective}", Switched),
        new("- {word} {user}:{effective}", SwitchFailed),
    ];

    public static ImmutableArray<MessagePattern> Logind { get; } =
    [
        new("New session {word} of user {user}.", Opened),
        new("New session '{word}' of user '{user}' {text}", Opened),
        new("Removed session {word}.", Closed),
        new("System is powering down.", Machine),
        new("System is powering down ({text}).", Machine),
        new("System is rebooting.", Machine),
        new("System is rebooting ({text}).", Machine),
    ];
}
