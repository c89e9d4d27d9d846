using HueSoc.Events.Normalisers.Ecs;

namespace HueSoc.Events.Normalisers.Windows;

/// <summary>Numbers and words of networks: IANA's protocol numbers, DNS types and errors (winerror.h), the filtering platform's directions.</summary>
internal static class NetworkCodes
{
    /// <summary><c>network.transport</c>.</summary>
    public static CodeTexts Transports { get; } = new(
        ("1", "icmp"), ("2", "igmp"), ("6", "tcp"), ("17", "udp"), ("41", "ipv6"), ("47", "gre"), ("50", "esp"), ("58", "ipv6-icmp"), ("132", "sctp"));

    /// <summary><c>network.direction</c> of the machine's own view: Sysmon says who began, the filtering platform which way.</summary>
    public static CodeTexts Directions { get; } = new(("true", "egress"), ("false", "ingress"), ("%%14592", "ingress"), ("%%14593", "egress"));

    /// <summary><c>network.type</c>, by whether an address is one of version 6.</summary>
    public static CodeTexts AddressFamilies { get; } = new(("true", "ipv6"), ("false", "ipv4"));

    /// <summary>Types of DNS records.</summary>
    public static CodeTexts DnsTypes { get; } = new(
        ("1", "A"), ("2", "NS"), ("5", "CNAME"), ("6", "SOA"), ("10", "NULL"), ("12", "PTR"), ("13", "HINFO"), ("15", "MX"), ("16", "TXT"), ("28", "AAAA"), ("33", "SRV"),
        ("35", "NAPTR"), ("39", "DNAME"), ("43", "DS"), ("46", "RRSIG"), ("47", "NSEC"), ("48", "DNSKEY"), ("50", "NSEC3"), ("52", "TLSA"), ("64", "SVCB"), ("65", "HTTPS"),
        ("249", "TKEY"), ("250", "TSIG"), ("251", "IXFR"), ("252", "AXFR"), ("255", "ANY"));

    /// <summary><c>dns.response_code</c> by the status of a query.</summary>
    public static CodeTexts DnsResponses { get; } = new(
        ("0", "NOERROR"), ("9001", "FORMERR"), ("9002", "SERVFAIL"), ("9003", "NXDOMAIN"), ("9004", "NOTIMP"), ("9005", "REFUSED"), ("9006", "YXDOMAIN"), ("9007", "YXRRSET"),
        ("9008", "NXRRSET"), ("9009", "NOTAUTH"), ("9010", "NOTZONE"), ("9501", "NOERROR"));

    /// <summary>The names of the status of a query.</summary>
    public static CodeTexts DnsStatus { get; } = new(
        ("0", "SUCCESS"), ("5", "ERROR_ACCESS_DENIED"), ("8", "ERROR_NOT_ENOUGH_MEMORY"), ("13", "ERROR_INVALID_DATA"), ("14", "ERROR_OUTOFMEMORY"), ("87", "ERROR_INVALID_PARAMETER"),
        ("123", "ERROR_INVALID_NAME"), ("1214", "ERROR_INVALID_NETNAME"), ("1223", "ERROR_CANCELLED"), ("1460", "ERROR_TIMEOUT"), ("4312", "ERROR_OBJECT_NOT_FOUND"),
        ("9001", "DNS_ERROR_RCODE_FORMAT_ERROR"), ("9002", "DNS_ERROR_RCODE_SERVER_FAILURE"), ("9003", "DNS_ERROR_RCODE_NAME_ERROR"), ("9004", "DNS_ERROR_RCODE_NOT_IMPLEMENTED"),
        ("9005", "DNS_ERROR_RCODE_REFUSED"), ("9006", "DNS_ERROR_RCODE_YXDOMAIN"), ("9007", "DNS_ERROR_RCODE_YXRRSET"), ("9008", "DNS_ERROR_RCODE_NXRRSET"),
        ("9009", "DNS_ERROR_RCODE_NOTAUTH"), ("9010", "DNS_ERROR_RCODE_NOTZONE"), ("9016", "DNS_ERROR_RCODE_BADSIG"), ("9017", "DNS_ERROR_RCODE_BADKEY"),
        ("9018", "DNS_ERROR_RCODE_BADTIME"), ("9501", "DNS_INFO_NO_RECORDS"), ("9502", "DNS_ERROR_BAD_PACKET"), ("9503", "DNS_ERROR_NO_PACKET"), ("9504", "DNS_ERROR_RCODE"),
        ("9505", "DNS_ERROR_UNSECURE_PACKET"), ("9551", "DNS_ERROR_INVALID_TYPE"), ("9552", "DNS_ERROR_INVALID_IP_ADDRESS"), ("9553", "DNS_ERROR_INVALID_PROPERTY"),
        ("9554", "DNS_ERROR_TRY_AGAIN_LATER"), ("9555", "DNS_ERROR_NOT_UNIQUE"), ("9556", "DNS_ERROR_NON_RFC_NAME"), ("9701", "DNS_ERROR_RECORD_DOES_NOT_EXIST"),
        ("9702", "DNS_ERROR_RECORD_FORMAT"), ("9707", "DNS_ERROR_CNAME_LOOP"), ("9714", "DNS_ERROR_NAME_DOES_NOT_EXIST"), ("9852", "DNS_ERROR_NO_DNS_SERVERS"),
        ("10054", "WSAECONNRESET"), ("10055", "WSAENOBUFS"), ("10060", "WSAETIMEDOUT"), ("11001", "WSAHOST_NOT_FOUND"), ("11002", "WSATRY_AGAIN"), ("11004", "WSANO_DATA"));
}
