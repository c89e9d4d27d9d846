using System.Collections.Frozen;
using System.Globalization;

namespace HueSoc.Storage.Queries;

/// <summary>A time as it is written in a query or an event: ISO 8601; without a zone it is UTC.</summary>
/// <param name="Start">The first moment it means, in units of 100 ns since 1970-01-01 UTC.</param>
/// <param name="End">The first moment it does not mean any more: 2026-11-22 means a whole day.</param>
internal readonly record struct TimeText(long Start, long End)
{
    private const int LongestTime = 48;

    private static readonly FrozenSet<string> TimeFields = FrozenSet.Create(
        StringComparer.Ordinal, Timestamp, Ingested, "event.created", "event.start", "event.end");

    private static readonly string[] DayFormats = ["yyyy-MM-dd"];
    private static readonly string[] MinuteFormats = ["yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd HH:mmK"];
    private static readonly string[] SecondFormats = ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd HH:mm:ssK"];
    private static readonly string[] FractionFormats = ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd HH:mm:ss.FFFFFFFK"];

    /// <summary>When it happened.</summary>
    public const string Timestamp = "@timestamp";

    /// <summary>When the server got it.</summary>
    public const string Ingested = "event.ingested";

    /// <summary>Whether a field holds times, so that anything else asked of it is a mistake.</summary>
    public static bool IsTimeField(string field) => TimeFields.Contains(field);

    /// <summary>Reads a time.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out TimeText time)
    {
        time = default;
        if (text.Length is < 10 or > LongestTime || text[4] != '-' || !char.IsAsciiDigit(text[0]))
            return false;
        Span<char> upper = stackalloc char[LongestTime];
        upper = upper[..text.ToUpperInvariant(upper)];
        int length = DropExcessDigits(upper);
        ReadOnlySpan<char> read = upper[..length];
        return TryParse(read, DayFormats, TimeSpan.TicksPerDay, out time) || TryParse(read, MinuteFormats, TimeSpan.TicksPerMinute, out time)
            || TryParse(read, SecondFormats, TimeSpan.TicksPerSecond, out time) || TryParse(read, FractionFormats, 1, out time);
    }

    // Seven digits of a second are kept; more are cut off, as ingest does.
    private static int DropExcessDigits(Span<char> text)
    {
        int point = text.IndexOfAny('.', ',');
        if (point < 0)
            return text.Length;
        text[point] = '.';
        int end = point + 1;
        while (end < text.Length && char.IsAsciiDigit(text[end]))
            end++;
        int excess = end - point - 8;
        if (excess <= 0)
            return text.Length;
        text[end..].CopyTo(text[(end - excess)..]);
        return text.Length - excess;
    }

    private static bool TryParse(ReadOnlySpan<char> text, string[] formats, long unit, out TimeText time)
    {
        time = default;
        if (!DateTimeOffset.TryParseExact(text, formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset moment))
            return false;
        long start = moment.UtcTicks - DateTimeOffset.UnixEpoch.Ticks;
        time = new(start, start + unit);
        return true;
    }
}
