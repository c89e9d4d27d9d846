using System.Diagnostics.CodeAnalysis;
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

    /// <summary>Reads an address: IPv4 in four parts, or IPv6 without a zone; not the short forms the framework takes for IPv4.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, [NotNullWhen(true)] out IPAddress? address)
    {
        address = null;
        return text.Length <= LongestAddress && !text.ContainsAny('%', '[') && (text.Contains(':') || text.Count('.') == 3) && IPAddress.TryParse(text, out address);
    }

    /// <summary>Reads an address as a number, an IPv4 address that is wrapped as IPv6 as what it is.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out UInt128 number, out bool isVersion6)
    {
        number = default;
        isVersion6 = false;
        if (!TryParse(text, out IPAddress? address))
            return false;
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        isVersion6 = address.AddressFamily == AddressFamily.InterNetworkV6;
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out int written);
        foreach (byte part in bytes[..written])
            number = (number << 8) | part;
        return true;
    }

    /// <summary>
    /// The usual spelling of an IPv6 address (RFC 5952), and the IPv4 address of one that only wraps it. Null when the text is to
    /// stay as it is: IPv4 as everybody writes it, or no address.
    /// </summary>
    public static string? Respelled(ReadOnlySpan<char> text)
    {
        if (text.Length > LongestAddress || !text.Contains(':') || !TryParse(text, out IPAddress? address))
            return null;
        return (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).ToString();
    }
}
