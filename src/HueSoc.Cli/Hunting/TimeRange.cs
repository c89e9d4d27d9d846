using System.Globalization;
using System.Text;
using HueSoc.Cli.Output;

namespace HueSoc.Cli.Hunting;

/// <summary>A span of event time.</summary>
/// <param name="From">The first instant in it, UTC; null when it has no beginning.</param>
/// <param name="To">The first instant after it, UTC; null when it has no end.</param>
internal readonly record struct TimeRange(DateTime? From, DateTime? To)
{
    /// <summary>Whether it leaves anything out.</summary>
    public bool IsBounded => From is not null || To is not null;

    /// <summary>Whether an instant is in it.</summary>
    public bool Contains(DateTime utc) => !(utc < From) && !(utc >= To);

    /// <summary>Reads a bound: a date, or a date and time, in ISO 8601; without a zone it is UTC.</summary>
    public static bool TryParseBound(string text, out DateTime utc)
    {
        if (DateTime.TryParseExact(
            text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out utc))
            return true;
        bool read = EventTime.TryParse(Encoding.UTF8.GetBytes(text), out EventTime time);
        utc = time.Utc;
        return read;
    }
}
