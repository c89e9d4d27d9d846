using System.Net;
using HueSoc.Sigma.Detections;

namespace HueSoc.Sigma.Modifiers;

/// <summary>cidr: the value is an IPv4 or IPv6 network, or an address, which is a network of one.</summary>
internal static class CidrModifier
{
    /// <summary>Makes the modifier.</summary>
    public static ValueModifier Create() => new TextModifier("cidr", ModifierKind.Network, Read);

    private static Modified Read(StringValue value)
    {
        string text = value.Text.Literal ?? string.Empty;
        string address = text.Split('/')[0];

        // The library also takes spellings that other programs read as something else, such as 10.1 or 010.0.0.1.
        bool plain = address.Contains(':', StringComparison.Ordinal) ? !address.AsSpan().ContainsAny('[', '%') : IsDotted(address);
        if (plain && text.Contains('/', StringComparison.Ordinal) && IPNetwork.TryParse(text, out IPNetwork network) && IPAddress.Parse(address).Equals(network.BaseAddress))
            return new CidrValue(network);
        if (plain && text == address && IPAddress.TryParse(address, out IPAddress? single))
            return new CidrValue(new(single, single.GetAddressBytes().Length * 8));
        return Modified.Wrong($"'{value.Text}' is not an IP network such as 10.0.0.0/8 or 2001:db8::/32 (bits after the prefix must be 0)");
    }

    private static bool IsDotted(string address)
    {
        string[] parts = address.Split('.');
        return parts.Length == 4 && Array.TrueForAll(parts, p => p.Length is 1 or 2 or 3 && p.All(char.IsAsciiDigit) && (p.Length == 1 || p[0] != '0'));
    }
}
