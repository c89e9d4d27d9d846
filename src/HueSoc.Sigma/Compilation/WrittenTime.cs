using System.Globalization;
using HueSoc.Sigma.Detections;

namespace HueSoc.Sigma.Compilation;

/// <summary>
/// Reads parts of a time as it is written: year-month-day (or with slashes), then optionally <c>T</c> or a space and
/// hour:minute. No zone is converted, as the modifiers appendix says.
/// </summary>
internal static class WrittenTime
{
    /// <summary>Reads one part.</summary>
    /// <param name="text">The time.</param>
    /// <param name="part">The part.</param>
    /// <param name="value">The part's value.</param>
    /// <returns>False when the text is no such time, or has no such part.</returns>
    public static bool TryGetPart(ReadOnlySpan<byte> text, TimePart part, out int value)
    {
        value = 0;
        if (text.Length < 10 || !Separator(text[4]) || text[7] != text[4]
            || !Number(text[..4], out int year) || !Number(text[5..7], out int month) || !Number(text[8..10], out int day)
            || year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month))
            return false;
        switch (part)
        {
            case TimePart.Year:
                value = year;
                return true;
            case TimePart.Month:
                value = month;
                return true;
            case TimePart.Day:
                value = day;
                return true;
            case TimePart.Week:
                value = ISOWeek.GetWeekOfYear(new DateOnly(year, month, day));
                return true;
            default:
                return TryGetClock(text[10..], part, out value);
        }
    }

    private static bool TryGetClock(ReadOnlySpan<byte> text, TimePart part, out int value)
    {
        value = 0;
        if (text.Length < 6 || !(text[0] is (byte)'T' or (byte)'t' or (byte)' ') || text[3] != ':'
            || !Number(text[1..3], out int hour) || !Number(text[4..6], out int minute) || hour > 23 || minute > 59)
            return false;
        value = part == TimePart.Hour ? hour : minute;
        return true;
    }

    private static bool Separator(byte b) => b is (byte)'-' or (byte)'/';

    private static bool Number(ReadOnlySpan<byte> digits, out int value)
    {
        value = 0;
        foreach (byte digit in digits)
        {
            if (digit is < (byte)'0' or > (byte)'9')
                return false;
            value = (value * 10) + digit - '0';
        }

        return true;
    }
}
