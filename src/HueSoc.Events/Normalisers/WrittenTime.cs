using System.Runtime.InteropServices;

namespace HueSoc.Events.Normalisers;

/// <summary>A time as text had it.</summary>
/// <param name="Clock">What the clock showed.</param>
/// <param name="Offset">How far that clock was ahead of UTC; null when the text does not say.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct WrittenTime(DateTime Clock, TimeSpan? Offset)
{
    private static readonly string[] Months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

    /// <summary>The moment.</summary>
    /// <param name="zone">The zone when the text names none.</param>
    public DateTimeOffset In(TimeZoneInfo zone)
    {
        TimeSpan offset = Offset ?? zone.GetUtcOffset(DateTime.SpecifyKind(Clock, DateTimeKind.Unspecified));
        long ticks = Math.Clamp(Clock.Ticks - offset.Ticks, DateTime.MinValue.Ticks, DateTime.MaxValue.Ticks);
        return new DateTimeOffset(ticks, TimeSpan.Zero);
    }

    /// <summary>
    /// Reads RFC 3339 and its looser relatives (ISO 8601 with a space, a comma before the fraction, an offset without a colon, a date
    /// alone, no zone), whole. More than seven digits of a fraction are cut.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out WrittenTime time) => TryParse(text, out time, out int length) && length == text.Length;

    /// <summary>Reads the same at the start of a text.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out WrittenTime time, out int length)
    {
        time = default;
        length = 0;
        int at = 0;
        if (!Digits(text, ref at, 4, out int year) || !Mark(text, ref at, '-', '/') || !Digits(text, ref at, 2, out int month)
            || !Mark(text, ref at, '-', '/') || !Digits(text, ref at, 2, out int day))
        {
            return false;
        }

        int hour = 0;
        int minute = 0;
        int second = 0;
        long fraction = 0;
        TimeSpan? offset = null;
        int dateEnd = at;
        if (Mark(text, ref at, 'T', 't', ' ') && Digits(text, ref at, 2, out hour) && Mark(text, ref at, ':') && Digits(text, ref at, 2, out minute))
        {
            if (Mark(text, ref at, ':') && !Digits(text, ref at, 2, out second))
                return false;
            if (at < text.Length - 1 && text[at] is (byte)'.' or (byte)',' && char.IsAsciiDigit((char)text[at + 1]))
            {
                at++;
                fraction = Fraction(text, ref at);
            }

            if (!Zone(text, ref at, out offset))
                return false;
        }
        else
        {
            at = dateEnd;
            hour = minute = 0;
        }

        length = at;
        return TryMake(year, month, day, hour, minute, second, fraction, offset, out time);
    }

    /// <summary>Reads the time of RFC 3164, <c>Mar  1 12:00:00</c>, at the start of a text. It has no year; the one nearest below a moment is taken.</summary>
    /// <param name="text">The text.</param>
    /// <param name="received">When the text was received.</param>
    /// <param name="zone">The zone of the text's clock.</param>
    /// <param name="time">The time.</param>
    /// <param name="length">How much of the text it takes.</param>
    public static bool TryParseBsd(ReadOnlySpan<byte> text, DateTimeOffset received, TimeZoneInfo zone, out WrittenTime time, out int length)
    {
        time = default;
        length = 0;
        int month = 0;
        while (month < 12 && !(text.Length > 3 && Ascii(text[..3], Months[month])))
            month++;
        if (month == 12 || text[3] != ' ')
            return false;
        int at = 4;
        if (at < text.Length && text[at] == ' ')
            at++;
        int dayStart = at;
        while (at < text.Length && at - dayStart < 2 && char.IsAsciiDigit((char)text[at]))
            at++;
        int day = 0;
        foreach (byte digit in text[dayStart..at])
            day = (day * 10) + digit - '0';
        if (day == 0 || !Mark(text, ref at, ' '))
            return false;

        // Some devices write the year here, between the day and the clock.
        int? written = null;
        int yearAt = at;
        if (Digits(text, ref yearAt, 4, out int writtenYear) && Mark(text, ref yearAt, ' '))
        {
            written = writtenYear;
            at = yearAt;
        }

        if (!Digits(text, ref at, 2, out int hour) || !Mark(text, ref at, ':') || !Digits(text, ref at, 2, out int minute)
            || !Mark(text, ref at, ':') || !Digits(text, ref at, 2, out int second))
        {
            return false;
        }

        long fraction = 0;
        if (at < text.Length - 1 && text[at] == '.' && char.IsAsciiDigit((char)text[at + 1]))
        {
            at++;
            fraction = Fraction(text, ref at);
        }

        length = at;
        if (written is { } given)
            return TryMake(given, month + 1, day, hour, minute, second, fraction, null, out time);

        // A day of grace for clocks that are ahead; what would lie further in the future is of last year. The 29th of
        // February is looked for back to the last leap year.
        DateTimeOffset latest = received.AddDays(1);
        int year = TimeZoneInfo.ConvertTime(latest, zone).Year;
        for (int back = 0; back < 8 && year - back > 0; back++)
        {
            if (TryMake(year - back, month + 1, day, hour, minute, second, fraction, null, out time) && time.In(zone) <= latest)
                return true;
        }

        return false;
    }

    private static bool TryMake(
        int year, int month, int day, int hour, int minute, int second, long fraction, TimeSpan? offset, out WrittenTime time)
    {
        time = default;
        if (year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month) || hour > 23 || minute > 59 || second > 60)
            return false;

        // A leap second is the last moment of the minute, for a calendar that has none.
        long ticks = new DateTime(year, month, day, hour, minute, Math.Min(second, 59), DateTimeKind.Unspecified).Ticks
            + (second == 60 ? TimeSpan.TicksPerSecond - 1 : fraction);
        time = new WrittenTime(new DateTime(ticks, DateTimeKind.Unspecified), offset);
        return true;
    }

    private static bool Zone(ReadOnlySpan<byte> text, ref int at, out TimeSpan? offset)
    {
        offset = null;
        if (at < text.Length && text[at] is (byte)'Z' or (byte)'z')
        {
            at++;
            offset = TimeSpan.Zero;
            return true;
        }

        if (at >= text.Length || text[at] is not ((byte)'+' or (byte)'-'))
            return true;
        int sign = text[at++] == '-' ? -1 : 1;
        if (!Digits(text, ref at, 2, out int hours))
            return false;
        int minutes = 0;
        if ((Mark(text, ref at, ':') || (at < text.Length && char.IsAsciiDigit((char)text[at]))) && !Digits(text, ref at, 2, out minutes))
            return false;
        if (hours > 18 || minutes > 59)
            return false;
        offset = new TimeSpan(hours, minutes, 0) * sign;
        return true;
    }

    private static long Fraction(ReadOnlySpan<byte> text, ref int at)
    {
        long value = 0;
        int digits = 0;
        while (at < text.Length && char.IsAsciiDigit((char)text[at]))
        {
            if (digits++ < 7)
                value = (value * 10) + text[at] - '0';
            at++;
        }

        for (; digits < 7; digits++)
            value *= 10;
        return value;
    }

    private static bool Digits(ReadOnlySpan<byte> text, ref int at, int count, out int value)
    {
        value = 0;
        if (at + count > text.Length)
            return false;
        foreach (byte digit in text.Slice(at, count))
        {
            if (!char.IsAsciiDigit((char)digit))
                return false;
            value = (value * 10) + digit - '0';
        }

        at += count;
        return true;
    }

    private static bool Mark(ReadOnlySpan<byte> text, ref int at, params ReadOnlySpan<char> marks)
    {
        if (at >= text.Length || !marks.Contains((char)text[at]))
            return false;
        at++;
        return true;
    }

    private static bool Ascii(ReadOnlySpan<byte> text, string word) =>
        text[0] == word[0] && text[1] == word[1] && text[2] == word[2];
}
