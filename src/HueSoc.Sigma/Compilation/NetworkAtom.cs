using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;
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
        this.network = Number(network.BaseAddress) & mask;
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
        return text.Length is >= 2 and <= 64 && text.Contains((byte)':') && TestVersion6(text);
    }

    private bool TestVersion6(ReadOnlySpan<byte> text)
    {
        Span<char> characters = stackalloc char[64];
        int length = Encoding.Latin1.GetChars(text, characters);
        if (!IPAddress.TryParse(characters[..length], out IPAddress? address) || address.AddressFamily != AddressFamily.InterNetworkV6)
            return false;
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        return address.AddressFamily == AddressFamily.InterNetwork == version4 && (Number(address) & mask) == network;
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

    private static UInt128 Number(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out int written);
        return written == 4 ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt128BigEndian(bytes);
    }
}
