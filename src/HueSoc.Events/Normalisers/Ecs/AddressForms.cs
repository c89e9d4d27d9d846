using System.Net;

namespace HueSoc.Events.Normalisers.Ecs;

/// <summary>Addresses as Windows writes them.</summary>
internal static class AddressForms
{
    /// <summary>Writes an address, if the text is one.</summary>
    /// <returns>Whether it is.</returns>
    public static bool Write(EcsWriter writer, EcsField field, ReadOnlySpan<byte> text)
    {
        if (!TryRead(text, out ReadOnlySpan<byte> address))
            return false;
        writer.PutText(field, address);
        writer.Ips.Add(address);
        return true;
    }

    /// <summary>Writes an address that may have a port behind it: <c>10.0.0.1:443</c>, <c>[fe80::1%4]:443</c>.</summary>
    public static void WriteEndPoint(EcsWriter writer, EcsField field, ReadOnlySpan<byte> text, int place)
    {
        ReadOnlySpan<byte> host = text;
        ReadOnlySpan<byte> port = default;
        int colon = text.LastIndexOf((byte)':');
        int bracket = text.IndexOf((byte)']');
        if (text[0] == '[' && bracket > 0)
        {
            host = text[1..bracket];
            port = colon == bracket + 1 ? text[(colon + 1)..] : default;
        }
        else if (colon > 0 && text.IndexOf((byte)':') == colon)
        {
            host = text[..colon];
            port = text[(colon + 1)..];
        }

        bool isAddress = TryRead(host, out ReadOnlySpan<byte> address);
        if (place >= 0 && host.Length == text.Length)
            writer.PutAsIs(field, place);
        else
            writer.PutText(field, isAddress ? address : host);
        if (!isAddress)
        {
            writer.Hosts.Add(host);
            return;
        }

        writer.PutText(field.Beside[0], address);
        writer.Ips.Add(address);
        if (CodeTexts.TryParse(port, out long number) && number is > 0 and <= 65_535)
            writer.Put(field.Beside[1], number);
    }

    /// <summary>Reads an address: without the zone, which is that of one machine's cards; one of four numbers in its shorter spelling.</summary>
    public static bool TryRead(ReadOnlySpan<byte> text, out ReadOnlySpan<byte> address)
    {
        int zone = text.IndexOf((byte)'%');
        address = zone >= 0 ? text[..zone] : text;
        if (address.Length > 7 && address.StartsWith("::ffff:"u8) && address[7..].Contains((byte)'.'))
            address = address[7..];
        return address.IndexOfAny((byte)'.', (byte)':') >= 0 && IPAddress.IsValidUtf8(address);
    }
}
