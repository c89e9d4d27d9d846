using HueSoc.Events.Normalisers;

namespace HueSoc.Events.Windows;

/// <summary>Times as Windows writes them in events: ISO 8601, UTC.</summary>
internal static class WindowsTime
{
    // The last moment of the year 9999; nothing after it can be written with four digits.
    private const ulong Last = 2_650_467_743_999_999_999;

    /// <summary>Writes a FILETIME with all of its seven digits.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="fileTime">100 ns since 1601, UTC; later than 9999 counts as the end of 9999.</param>
    public static void Write(ByteSink output, ulong fileTime)
    {
        DateTime time = DateTime.FromFileTimeUtc((long)Math.Min(fileTime, Last));
        (int year, int month, int day) = time;
        long clock = time.TimeOfDay.Ticks;
        int second = (int)(clock / TimeSpan.TicksPerSecond);
        Span<byte> text = output.Reserve(28);
        Date(text, year, month, day);
        Clock(text, second / 3600, second / 60 % 60, second % 60);
        Digits(text[20..], (int)(clock % TimeSpan.TicksPerSecond), 7);
        text[27] = (byte)'Z';
        output.Advance(28);
    }

    /// <summary>Writes a SYSTEMTIME with its three digits, whatever its parts are.</summary>
    public static void Write(ByteSink output, int year, int month, int day, int hour, int minute, int second, int millisecond)
    {
        Span<byte> text = output.Reserve(24);
        Date(text, year, month, day);
        Clock(text, hour, minute, second);
        Digits(text[20..], millisecond, 3);
        text[23] = (byte)'Z';
        output.Advance(24);
    }

    private static void Date(Span<byte> text, int year, int month, int day)
    {
        Digits(text, year, 4);
        text[4] = (byte)'-';
        Digits(text[5..], month, 2);
        text[7] = (byte)'-';
        Digits(text[8..], day, 2);
        text[10] = (byte)'T';
    }

    private static void Clock(Span<byte> text, int hour, int minute, int second)
    {
        Digits(text[11..], hour, 2);
        text[13] = (byte)':';
        Digits(text[14..], minute, 2);
        text[16] = (byte)':';
        Digits(text[17..], second, 2);
        text[19] = (byte)'.';
    }

    private static void Digits(Span<byte> text, int value, int count)
    {
        for (int i = count - 1; i >= 0; i--)
        {
            text[i] = (byte)('0' + (value % 10));
            value /= 10;
        }
    }
}
