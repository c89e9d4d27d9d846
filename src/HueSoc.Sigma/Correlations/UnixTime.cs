namespace HueSoc.Sigma.Correlations;

/// <summary>Instants as units of 100 ns since 1970-01-01 UTC.</summary>
internal static class UnixTime
{
    /// <summary>The number of an instant.</summary>
    public static long Of(DateTimeOffset time) => time.UtcTicks - DateTimeOffset.UnixEpoch.Ticks;

    /// <summary>The instant of a number; what is out of range is the first or last instant there is.</summary>
    public static DateTimeOffset ToInstant(long time) =>
        time <= -DateTimeOffset.UnixEpoch.Ticks ? DateTimeOffset.MinValue
        : time >= DateTimeOffset.MaxValue.Ticks - DateTimeOffset.UnixEpoch.Ticks ? DateTimeOffset.MaxValue
        : new(time + DateTimeOffset.UnixEpoch.Ticks, TimeSpan.Zero);
}
