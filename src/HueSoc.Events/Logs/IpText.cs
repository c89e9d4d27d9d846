using System.Net;

namespace HueSoc.Events.Logs;

/// <summary>Addresses as logs write them.</summary>
internal static class IpText
{
    /// <summary>The address without its zone, <c>fe80::1%eth0</c>, which means something only on its own machine.</summary>
    public static ReadOnlySpan<byte> WithoutZone(ReadOnlySpan<byte> text)
    {
        int percent = text.IndexOf((byte)'%');
        return percent > 0 ? text[..percent] : text;
    }

    /// <summary>Whether a text is an address: four decimal numbers, or IPv6. The shorter and hexadecimal forms of IPv4 are not.</summary>
    public static bool IsAddress(ReadOnlySpan<byte> text)
    {
        if (text.Contains((byte)':'))
            return text.Length <= 45 && !text.ContainsAny((byte)'[', (byte)'%', (byte)'/') && IPAddress.IsValidUtf8(text);
        int numbers = 0;
        while (numbers < 4)
        {
            int dot = numbers == 3 ? text.Length : text.IndexOf((byte)'.');
            if (dot is < 1 or > 3)
                return false;
            int value = 0;
            foreach (byte digit in text[..dot])
            {
                if (!char.IsAsciiDigit((char)digit))
                    return false;
                value = (value * 10) + digit - '0';
            }

            if (value > 255)
                return false;
            if (++numbers < 4)
                text = text[(dot + 1)..];
        }

        return true;
    }
}
