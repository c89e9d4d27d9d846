using System.Buffers.Binary;
using System.Buffers.Text;
using System.Net;
using System.Net.Sockets;
using HueSoc.Sigma.Matching;

namespace HueSoc.Sigma.Compilation;

/// <summary>An IP network. An IPv4 address written as IPv6 (<c>::ffff:10.0.0.1</c>) is the IPv4 address.</summary>
internal sealed class NetworkAtom : Atom
{
    private readonly UInt128 network;
    private readonly UInt128 mask;
    private readonly bool version4;

    /// <param name="network">The network.</param>
    public NetworkAtom(IPNetwork network)
    {
        version4 = network.BaseAddress.AddressFamily == AddressFamily.InterNetwork;
        int bits = version4 ? 32 : 128;
        mask = network.PrefixLength == 0 ? 0 : UInt128.MaxValue << (128 - network.PrefixLength) >> (128 - bits);
        this.network = ToNumber(network.BaseAddress) & mask;
        Key = $"cidr:{network}";
    }

    /// <inheritdoc/>
    public override string Key { get; }

    /// <inheritdoc/>
    public override bool TestText(FieldValues values, int value)
    {
        ReadOnlySpan<byte> text = values.Decoded(value);
        if (TryParseVersion4(text, out uint address))
            return version4 && (address & mask) == network;
        if (!TryParseVersion6(text, out UInt128 wide))
            return false;
        bool mapped = wide >> 32 == 0xFFFF;
        return mapped == version4 && ((mapped ? (uint)wide : wide) & mask) == network;
    }

    /// <summary>RFC 4291, section 2.2; a zone (<c>%eth0</c>) is left out of account.</summary>
    private static bool TryParseVersion6(ReadOnlySpan<byte> text, out UInt128 address)
    {
        address = 0;
        int zone = text.IndexOf((byte)'%');
        if (zone >= 0)
            text = text[..zone];
        int gap = text.IndexOf("::"u8);
        if (gap < 0)
            return TryParseGroups(text, out address, out int all) && all == 8;
        return TryParseGroups(text[..gap], out UInt128 left, out int before)
            && TryParseGroups(text[(gap + 2)..], out UInt128 right, out int after)
            && before + after < 8
            && Join(left, before, right, out address);
    }

    private static bool Join(UInt128 left, int before, UInt128 right, out UInt128 address)
    {
        address = (before == 0 ? 0 : left << (16 * (8 - before))) | right;
        return true;
    }

    private static bool TryParseGroups(ReadOnlySpan<byte> text, out UInt128 groups, out int count)
    {
        groups = 0;
        count = 0;
        while (!text.IsEmpty)
        {
            int colon = text.IndexOf((byte)':');
            ReadOnlySpan<byte> group = colon < 0 ? text : text[..colon];
            if (colon < 0 && TryParseVersion4(group, out uint last))
            {
                groups = (groups << 32) | last;
                count += 2;
            }
            else if (group.Length is >= 1 and <= 4 && Utf8Parser.TryParse(group, out ushort value, out int used, 'x') && used == group.Length)
            {
                groups = (groups << 16) | value;
                count++;
            }
            else
            {
                return false;
            }

            if (colon == text.Length - 1 || count > 8)
                return false;
            text = colon < 0 ? [] : text[(colon + 1)..];
        }

        return true;
    }

    /// <summary>Four decimal numbers without leading zeros: what other programs read as octal is not guessed at.</summary>
    private static bool TryParseVersion4(ReadOnlySpan<byte> text, out uint address)
    {
        address = 0;
        int parts = 0;
        while (true)
        {
            int digits = 0, part = 0;
            while (digits < text.Length && digits < 4 && text[digits] is >= (byte)'0' and <= (byte)'9')
                part = (part * 10) + text[digits++] - '0';
            if (digits is 0 or 4 || part > 255 || (digits > 1 && text[0] == '0'))
                return false;
            address = (address << 8) | (uint)part;
            text = text[digits..];
            if (++parts == 4)
                return text.IsEmpty;
            if (text.IsEmpty || text[0] != '.')
                return false;
            text = text[1..];
        }
    }

    private static UInt128 ToNumber(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out int written);
        return written == 4 ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt128BigEndian(bytes);
    }
}
