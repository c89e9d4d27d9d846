namespace HueSoc.Storage.Control;

/// <summary>Times as the control database keeps them: whole units of 100 ns since 1970-01-01 UTC.</summary>
public static class ControlTime
{
    /// <summary>The number for a time.</summary>
    public static long Of(DateTimeOffset time) => (time - DateTimeOffset.UnixEpoch).Ticks;

    /// <summary>The number for a time that may be unknown.</summary>
    public static long? Of(DateTimeOffset? time) => time is { } known ? Of(known) : null;

    /// <summary>The time of a number.</summary>
    public static DateTimeOffset From(long number) => DateTimeOffset.UnixEpoch.AddTicks(number);
}
