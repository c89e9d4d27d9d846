namespace HueSoc.Storage.Sqlite;

/// <summary>Time as the files hold it: units of 100 ns since 1970-01-01 UTC.</summary>
internal static class SqliteTime
{
    /// <summary>To the file.</summary>
    public static long Of(DateTimeOffset moment) => moment.UtcTicks - DateTimeOffset.UnixEpoch.Ticks;

    /// <summary>From the file; what lies outside the calendar becomes its first or last moment.</summary>
    public static DateTimeOffset From(long time)
    {
        const long first = 0;
        long ticks = Math.Clamp(
            Int128Sum(time, DateTimeOffset.UnixEpoch.Ticks), first, DateTimeOffset.MaxValue.Ticks);
        return new(ticks, TimeSpan.Zero);
    }

    private static long Int128Sum(long a, long b) =>
        (long)Int128.Clamp((Int128)a + b, long.MinValue, long.MaxValue);
}
