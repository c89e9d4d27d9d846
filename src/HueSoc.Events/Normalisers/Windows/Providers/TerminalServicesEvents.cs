namespace HueSoc.Events.Normalisers.Windows.Providers;

/// <summary>Remote Desktop: sessions, connections to this machine, connections from it, and through a gateway.</summary>
internal static class TerminalServicesEvents
{
    private static readonly FieldMap Session = new(("User", "user"), ("Address", "source.ip"));

    private static readonly FieldMap Authenticated = new(
        ("Param1", "user.name"),
        ("Param2", "user.domain"),
        ("Param3", "source.ip"));

    private static readonly FieldMap Accepted = new(("Param1", "source.ip"));
    private static readonly FieldMap Connected = new(("ClientIP", "source.address"), ("IPString", "source.address"));
    private static readonly FieldMap Outgoing = new(("Value", "destination.address"), ("winlog.user.identifier", "user.id"));
    private static readonly FieldMap Gateway = new(("Username", "user"), ("IpAddress", "source.ip"), ("Resource", "destination.address"));

    public static WindowsProvider[] Providers { get; } =
    [
        new(
            ["Microsoft-Windows-TerminalServices-LocalSessionManager"],
            new(21, "remote-session-logon", "authentication session", "start", "success", Session),
            new(22, "remote-session-shell-started", "session", "info", Session),
            new(23, "remote-session-logoff", "authentication session", "end", "success", Session),
            new(24, "remote-session-disconnected", "session", "end", Session),
            new(25, "remote-session-reconnected", "authentication session", "start", "success", Session),
            new(39, "remote-session-disconnected-by-session", "session", "end"),
            new(40, "remote-session-disconnect-reason", "session", "end"),
            new(41, "remote-session-arbitration-began", "session", "info", Session),
            new(42, "remote-session-arbitration-ended", "session", "info", Session))
        {
            Channel = "Microsoft-Windows-TerminalServices-LocalSessionManager/Operational",
        },
        new(
            ["Microsoft-Windows-TerminalServices-RemoteConnectionManager"],
            new(261, "remote-desktop-connection-received", "network", "connection start"),
            new(1149, "remote-desktop-user-authenticated", "authentication session", "start", Authenticated),
            new(1158, "remote-desktop-connection-accepted", "network", "connection start", Accepted))
        {
            Channel = "Microsoft-Windows-TerminalServices-RemoteConnectionManager/Operational",
        },
        new(
            ["Microsoft-Windows-RemoteDesktopServices-RdpCoreTS"],
            new(98, "remote-desktop-connected", "network", "connection start"),
            new(103, "remote-desktop-disconnected", "network", "connection end"),
            new(131, "remote-desktop-connection-accepted", "network", "connection start", Connected),
            new(139, "remote-desktop-negotiation-failed", "network", "connection error", "failure", Connected),
            new(140, "remote-desktop-logon-failed", "authentication network", "start", "failure", Connected))
        {
            Channel = "Microsoft-Windows-RemoteDesktopServices-RdpCoreTS/Operational",
        },
        new(
            ["Microsoft-Windows-TerminalServices-ClientActiveXCore"],
            new(1024, "remote-desktop-client-connecting", "network", "connection start", Outgoing),
            new(1025, "remote-desktop-client-connected", "network", "connection start", Outgoing),
            new(1026, "remote-desktop-client-disconnected", "network", "connection end"),
            new(1027, "remote-desktop-client-in-domain", "network", "connection info"),
            new(1102, "remote-desktop-client-transport-initiated", "network", "connection start", Outgoing))
        {
            Channel = "Microsoft-Windows-TerminalServices-RDPClient/Operational",
        },
        new(
            ["Microsoft-Windows-TerminalServices-Gateway"],
            new(200, "remote-desktop-gateway-connection-authorised", "authentication network", "start allowed", "success", Gateway),
            new(201, "remote-desktop-gateway-connection-denied", "authentication network", "start denied", "failure", Gateway),
            new(300, "remote-desktop-gateway-resource-authorised", "network", "access allowed", "success", Gateway),
            new(301, "remote-desktop-gateway-resource-denied", "network", "access denied", "failure", Gateway),
            new(302, "remote-desktop-gateway-connected", "network", "connection start", "success", Gateway),
            new(303, "remote-desktop-gateway-disconnected", "network", "connection end", Gateway))
        {
            Channel = "Microsoft-Windows-TerminalServices-Gateway/Operational",
        },
    ];
}
