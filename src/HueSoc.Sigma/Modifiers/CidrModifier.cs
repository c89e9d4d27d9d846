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
        if (IPNetwork.TryParse(text, out IPNetwork network))
            return new CidrValue(network);
        if (!text.Contains('/', StringComparison.Ordinal) && IPAddress.TryParse(text, out IPAddress? address))
            return new CidrValue(new(address, address.GetAddressBytes().Length * 8));
        return Modified.Wrong($"'{value.Text}' is not an IP network such as 10.0.0.0/8 or 2001:db8::/32 (bits after the prefix must be 0)");
    }
}
