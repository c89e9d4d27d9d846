using System.Globalization;
using System.Text;

namespace HueSoc.Cli.Output;

/// <summary>
/// The time an event gives, as far as it can be read: an ISO 8601 date and time, with <c>T</c> or a space between, seconds
/// and their fraction optional, then <c>Z</c>, <c> UTC</c>, an offset, or nothing. Anything else (epoch numbers, local
/// formats) can mean more than one thing and is not read.
/// </summary>
/// <param name="Utc">The instant. A time without a zone is taken as UTC, which is what Windows logs mean.</param>
/// <param name="HasZone">Whether the event names the zone.</param>
/// <param name="Fraction">The digits after the seconds as a number; 0 when there are none.</param>
/// <param name="FractionDigits">How many digits after the seconds are written, 0 to 9.</param>
internal readonly record struct EventTime(DateTime Utc, bool HasZone, int Fraction, int FractionDigits)
{
    private const int LongestText = 48;

    /// <summary>Reads a time.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out EventTime time)
    {
        time = default;
        if (text.Length is < 16 or > LongestText)
            return false;
        Cursor cursor = new(text);
        if (!cursor.Number(4, out int year) || !cursor.Take('-') || !cursor.Number(2, out int month) || !cursor.Take('-')
            || !cursor.Number(2, out int day) || !(cursor.Take('T') || cursor.Take('t') || cursor.Take(' '))
            || !cursor.Number(2, out int hour) || !cursor.Take(':') || !cursor.Number(2, out int minute))
            return false;

        int second = 0;
        int fraction = 0;
        int digits = 0;
        if (cursor.Take(':'))
        {
            if (!cursor.Number(2, out second))
                return false;
            if ((cursor.Take('.') || cursor.Take(',')) && !cursor.Digits(out fraction, out digits))
                return false;
        }

        if (!Zone(ref cursor, out bool hasZone, out TimeSpan offset) || !cursor.AtEnd)
            return false;
        if (year < 1 || month is < 1 or > 12 || hour > 23 || minute > 59 || second > 59
            || day < 1 || day > DateTime.DaysInMonth(year, month))
            return false;

        long ticks = new DateTime(year, month, day, hour, minute, second, DateTimeKind.Utc).Ticks + Ticks(fraction, digits) - offset.Ticks;
        if (ticks < 0 || ticks > DateTime.MaxValue.Ticks)
            return false;
        time = new(new(ticks, DateTimeKind.Utc), hasZone, fraction, digits);
        return true;
    }

    /// <summary>
    /// The time for programs: in UTC as <c>yyyy-MM-ddTHH:mm:ss[.fraction]Z</c> when the event names its zone, exactly as
    /// the event writes it when it does not, null when there is none.
    /// </summary>
    public static string? Normalise(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty)
            return null;
        if (!TryParse(text, out EventTime time) || !time.HasZone)
            return Encoding.UTF8.GetString(text);
        string seconds = time.Utc.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture);
        return time.FractionDigits == 0
            ? $"{seconds}Z"
            : $"{seconds}.{time.Fraction.ToString($"D{time.FractionDigits}", CultureInfo.InvariantCulture)}Z";
    }

    /// <summary>The time for people, in UTC to the second; what cannot be read is shown as it stands.</summary>
    public static string Show(ReadOnlySpan<byte> text) =>
        TryParse(text, out EventTime time) ? Show(time.Utc) : Encoding.UTF8.GetString(text);

    /// <summary>An instant for people, in UTC to the second.</summary>
    public static string Show(DateTime utc) => utc.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    private static bool Zone(ref Cursor cursor, out bool hasZone, out TimeSpan offset)
    {
        offset = TimeSpan.Zero;
        hasZone = !cursor.AtEnd;
        if (!hasZone || cursor.Take('Z') || cursor.Take('z'))
            return true;
        if (cursor.Take(' '))
            return cursor.Take('U') && cursor.Take('T') && cursor.Take('C');

        bool west = cursor.Take('-');
        if ((!west && !cursor.Take('+')) || !cursor.Number(2, out int hours))
            return false;
        int minutes = 0;
        if (!cursor.AtEnd)
        {
            cursor.Take(':');
            if (!cursor.Number(2, out minutes))
                return false;
        }

        if (hours > 18 || minutes > 59)
            return false;
        offset = new TimeSpan(hours, minutes, 0) * (west ? -1 : 1);
        return true;
    }

    // A tick is 100 ns: seven digits. What is finer is dropped here and kept in the fraction.
    private static long Ticks(int fraction, int digits)
    {
        long ticks = fraction;
        for (; digits < 7; digits++)
            ticks *= 10;
        for (; digits > 7; digits--)
            ticks /= 10;
        return ticks;
    }

    private ref struct Cursor(ReadOnlySpan<byte> text)
    {
        private ReadOnlySpan<byte> rest = text;

        public readonly bool AtEnd => rest.IsEmpty;

        public bool Take(char expected)
        {
            if (rest.IsEmpty || rest[0] != expected)
                return false;
            rest = rest[1..];
            return true;
        }

        public bool Number(int digits, out int value)
        {
            value = 0;
            if (rest.Length < digits)
                return false;
            for (int i = 0; i < digits; i++)
            {
                if (!char.IsAsciiDigit((char)rest[i]))
                    return false;
                value = (value * 10) + (rest[i] - '0');
            }

            rest = rest[digits..];
            return true;
        }

        public bool Digits(out int value, out int digits)
        {
            digits = 0;
            while (digits < rest.Length && char.IsAsciiDigit((char)rest[digits]))
                digits++;
            value = 0;
            return digits is > 0 and <= 9 && Number(digits, out value);
        }
    }
}
