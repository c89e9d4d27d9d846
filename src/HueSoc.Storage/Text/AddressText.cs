using System.Net;
using System.Net.Sockets;

namespace HueSoc.Storage.Text;

/// <summary>One spelling for every IP address, so that equal addresses are equal text.</summary>
internal static class AddressText
{
    private const int LongestAddress = 64;

    /// <summary>Whether a field holds addresses by its name: <c>source.ip</c>, <c>host.ip</c>, Windows' <c>IpAddress</c>.</summary>
    public static bool IsAddressField(string field) =>
        field.EndsWith(".ip", StringComparison.Ordinal) || string.Equals(field, "ip", StringComparison.Ordinal)
        || field.EndsWith(".IpAddress", StringComparison.Ordinal);

    /// <summary>
    /// The usual spelling of an IPv6 address (RFC 5952), and the IPv4 address of one that only wraps it. Null when the text is to
    /// stay as it is: IPv4 as everybody writes it, or no address.
    /// </summary>
    public static string? Respelled(ReadOnlySpan<char> text)
    {
        if (text.Length > LongestAddress || !text.Contains(':') || text.Contains('%') || !IPAddress.TryParse(text, out IPAddress? address))
            return null;
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
            return null;
        return (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).ToString();
    }
}
