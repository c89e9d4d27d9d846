namespace HueSoc.Events.Normalisers.Windows.Providers;

/// <summary>The DNS client: its operational log, and what it writes into the System log.</summary>
internal static class DnsClientEvents
{
    private static readonly FieldMap Query = new(
        ("QueryName", "dns.question.name"),
        ("QueryType", "dns.question.type"),
        ("QueryResults", "dns.answers"),
        ("Results", "dns.answers"),
        ("QueryStatus", "dns.response_code"),
        ("Status", "dns.response_code"),
        ("ResponseStatus", "dns.response_code"),
        ("DnsServerIpAddress", "destination.ip"),
        ("DNSServerAddress", "destination.ip"));

    public static WindowsProvider Provider { get; } = new(
        ["Microsoft-Windows-DNS-Client"],
        new(1014, "dns-query-timed-out", "network", "protocol info error", "failure", Query) { Reading = DnsProtocol.Read },
        new(3006, "dns-query-called", "network", "protocol start", Query) { Reading = DnsProtocol.Read },
        new(3008, "dns-query-completed", "network", "protocol info", Query) { Reading = DnsProtocol.Read },
        new(3009, "dns-network-query-started", "network", "protocol start", Query) { Reading = DnsProtocol.Read },
        new(3010, "dns-query-sent", "network", "protocol start", Query) { Reading = DnsProtocol.Read },
        new(3011, "dns-response-received", "network", "protocol info", Query) { Reading = DnsProtocol.Read },
        new(3016, "dns-cache-lookup-called", "network", "protocol info", Query) { Reading = DnsProtocol.Read },
        new(3018, "dns-cache-lookup-completed", "network", "protocol info", Query) { Reading = DnsProtocol.Read },
        new(3019, "dns-wire-query-called", "network", "protocol start", Query) { Reading = DnsProtocol.Read },
        new(3020, "dns-query-response", "network", "protocol info", Query) { Reading = DnsProtocol.Read })
    {
        Channel = "Microsoft-Windows-DNS-Client/Operational",
    };
}
