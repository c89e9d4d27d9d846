using HueSoc.Events.Normalisers;

namespace HueSoc.Events.Logs.Web;

/// <summary>The time of the common log format, <c>01/Mar/2026:07:00:01 +0700</c>, which Apache and nginx write.</summary>
internal static class CommonLogTime
{
    /// <summary>Reads one, whole.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out WrittenTime time)
    {
        time = default;
        if (text.Length != 26 || text[2] != '/' || text[6] != '/' || text[11] != ':' || text[14] != ':' || text[17] != ':' || text[20] != ' '
            || text[21] is not ((byte)'+' or (byte)'-'))
        {
            return false;
        }

        int month = Month(text.Slice(3, 3));
        if (month == 0 || !Number(text[..2], out int day) || !Number(text.Slice(7, 4), out int year) || !Number(text.Slice(12, 2), out int hour)
            || !Number(text.Slice(15, 2), out int minute) || !Number(text.Slice(18, 2), out int second) || !Number(text.Slice(22, 2), out int zoneHours)
            || !Number(text.Slice(24, 2), out int zoneMinutes))
        {
            return false;
        }

        if (year == 0 || day == 0 || day > DateTime.DaysInMonth(year, month) || hour > 23 || minute > 59 || second > 60 || zoneHours > 18 || zoneMinutes > 59)
            return false;
        TimeSpan offset = new(zoneHours, zoneMinutes, 0);
        time = new WrittenTime(
            new DateTime(year, month, day, hour, minute, Math.Min(second, 59), DateTimeKind.Unspecified), text[21] == '-' ? -offset : offset);
        return true;
    }

    private static int Month(ReadOnlySpan<byte> name)
    {
        int at = "JanFebMarAprMayJunJulAugSepOctNovDec"u8.IndexOf(name);
        return at >= 0 && at % 3 == 0 ? (at / 3) + 1 : 0;
    }

    private static bool Number(ReadOnlySpan<byte> digits, out int value)
    {
        value = 0;
        foreach (byte digit in digits)
        {
            if (!char.IsAsciiDigit((char)digit))
                return false;
            value = (value * 10) + digit - '0';
        }

        return true;
    }
}
