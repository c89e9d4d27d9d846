using System.Buffers;
using System.Globalization;

namespace HueSoc.Storage.Sqlite;

/// <summary>The file an event belongs to.</summary>
/// <param name="Day">The UTC day; null for the partition of days out of range.</param>
internal readonly record struct Partition(DateOnly? Day)
{
    private const string OutOfRangeName = "out-of-range";
    private const int AgentIdLength = 41;

    private static readonly SearchValues<char> Hexadecimal = SearchValues.Create("0123456789abcdef");

    /// <summary>The partition of days out of range.</summary>
    public static Partition OutOfRange { get; }

    /// <summary>The file's name, without its ending.</summary>
    public string Name => Day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? OutOfRangeName;

    /// <summary>The partition of a file name without its ending; null when it is no partition's.</summary>
    public static Partition? FromName(string name) =>
        name == OutOfRangeName ? OutOfRange
        : DateOnly.TryParseExact(name, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day) ? new(day)
        : null;

    /// <summary>The day in an id: <c>yyyyMMdd-</c> and 32 lower-case hexadecimal digits; null when the id has another form.</summary>
    public static DateOnly? DayOf(string id)
    {
        if (id.Length != AgentIdLength || id[8] != '-' || id.AsSpan(9).ContainsAnyExcept(Hexadecimal))
            return null;
        return DateOnly.TryParseExact(id.AsSpan(0, 8), "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day)
            ? day
            : null;
    }

    /// <summary>The partition of an event.</summary>
    /// <param name="dayOfId">The day in its id, if any.</param>
    /// <param name="today">The UTC day it is.</param>
    /// <param name="retentionDays">How many days before today are kept.</param>
    public static Partition Of(DateOnly? dayOfId, DateOnly today, int retentionDays)
    {
        if (dayOfId is not DateOnly day)
            return new(today);
        int age = today.DayNumber - day.DayNumber;
        return age >= -1 && age <= retentionDays ? new(day) : OutOfRange;
    }
}
