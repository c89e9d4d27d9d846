using System.Collections.Immutable;

namespace HueSoc.Events.Logs.Programs;

/// <summary>What OpenSSH's server writes (auth.c, session.c, packet.c, monitor.c), since version 5.</summary>
internal static class SshMessages
{
    private static readonly MessageMeaning Accepted = new("ssh_login", "authentication session", "info", "success", "Accepted");
    private static readonly MessageMeaning Failed = new("ssh_login", "authentication", "info", "failure", "Failed");
    private static readonly MessageMeaning Invalid = new("ssh_login", "authentication", "info", "failure", "Invalid");
    private static readonly MessageMeaning Refused = new("ssh_login", "authentication", "info", "failure");
    private static readonly MessageMeaning TooMany = new("ssh_too_many_failures", "authentication", "info", "failure");
    private static readonly MessageMeaning Connected = new("ssh_connection", "network", "connection start");
    private static readonly MessageMeaning Closed = new("ssh_disconnect", "network", "connection end");
    private static readonly MessageMeaning Dropped = new("ssh_dropped", "network", "connection end");
    private static readonly MessageMeaning Listening = new("ssh_listening", "process", "info");
    private static readonly MessageMeaning Subsystem = new("ssh_subsystem", "session", "info");
    private static readonly MessageMeaning BreakIn = new("ssh_reverse_mapping_failed", "network", "info");
    private static readonly MessageMeaning Protocol = new("ssh_protocol_error", "network", "protocol error");

    public static ImmutableArray<MessagePattern> Patterns { get; } =
    [
        new("Accepted {method} for {user} from {address} port {port} ssh2", Accepted),
        new("Accepted {method} for {user} from {address} port {port} ssh2: {signature}", Accepted),
        new("Accepted {method} for {user} from {address} port {port}{text}", Accepted),
        new("Failed {method} for invalid user {user} from {address} port {port}{text}", Failed),
        new("Failed {method} for illegal user {user} from {address} port {port}{text}", Failed),
        new("Failed {method} for {user} from {address} port {port}{text}", Failed),
        new("Invalid user {user} from {address} port {port}", Invalid),
        new("Invalid user {user} from {address}", Invalid),
        new("Illegal user {user} from {address}", Invalid),
        new("User {user} from {address} not allowed because {text}", Refused),
        new("User {user} not allowed because {text}", Refused),
        new("Login restricted for {user}: {text}", Refused),
        new("ROOT LOGIN REFUSED FROM {address} port {port}{text}", Refused),
        new("ROOT LOGIN REFUSED FROM {address}", Refused),
        new("Authentication refused: {text}", Refused),
        new("error: PAM: {text} for illegal user {user} from {address}", Refused),
        new("error: PAM: {text} for {user} from {address}", Refused),
        new("error: maximum authentication attempts exceeded for invalid user {user} from {address} port {port}{text}", TooMany),
        new("error: maximum authentication attempts exceeded for {user} from {address} port {port}{text}", TooMany),
        new("Disconnecting invalid user {user} {address} port {port}: {text}", TooMany),
        new("Disconnecting authenticating user {user} {address} port {port}: {text}", TooMany),
        new("Disconnecting: {text}", TooMany),
        new("Connection from {address} port {port}{text}", Connected),
        new("Connection closed by invalid user {user} {address} port {port}{text}", Closed),
        new("Connection closed by authenticating user {user} {address} port {port}{text}", Closed),
        new("Connection closed by {address} port {port}{text}", Closed),
        new("Connection closed by {address} [preauth]", Closed),
        new("Connection closed by {address}", Closed),
        new("Connection reset by invalid user {user} {address} port {port}{text}", Closed),
        new("Connection reset by authenticating user {user} {address} port {port}{text}", Closed),
        new("Connection reset by {address} port {port}{text}", Closed),
        new("Received disconnect from {address} port {port}:{text}", Closed),
        new("Received disconnect from {address}: {text}", Closed),
        new("Disconnected from invalid user {user} {address} port {port}{text}", Closed),
        new("Disconnected from authenticating user {user} {address} port {port}{text}", Closed),
        new("Disconnected from user {user} {address} port {port}", Closed),
        new("Disconnected from {address} port {port}{text}", Closed),
        new("Disconnected from {address}", Closed),
        new("Did not receive identification string from {dropped} port {port}{text}", Dropped),
        new("Did not receive identification string from {dropped}", Dropped),
        new("drop connection {text} from [{address}]:{port} {text}", Dropped),
        new("Timeout before authentication for connection from {address} to {text}", Dropped),
        new("Timeout before authentication for {address} port {port}", Dropped),
        new("fatal: Timeout before authentication for {address} port {port}", Dropped),
        new("refused connect from {text} ({address})", Dropped),
        new("Server listening on {word} port {port}.", Listening),
        new("subsystem request for {word} by user {user}", Subsystem),
        new("reverse mapping checking getaddrinfo for {text} [{address}] failed{text}", BreakIn),
        new("Address {address} maps to {text}", BreakIn),
        new("Unable to negotiate with {address} port {port}: {text}", Protocol),
        new("Bad protocol version identification {text} from {address} port {port}", Protocol),
        new("banner exchange: Connection from {address} port {port}: {text}", Protocol),
        new("ssh_dispatch_run_fatal: Connection from {address} port {port}: {text}", Protocol),
    ];
}
