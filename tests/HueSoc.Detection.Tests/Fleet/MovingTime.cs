namespace HueSoc.Detection.Tests.Fleet;

/// <summary>A clock whose two hands are moved together, or the one on the wall alone.</summary>
internal sealed class MovingTime : TimeProvider
{
    // A Monday, 10:00 in Huế.
    private DateTimeOffset now = new(2026, 3, 2, 3, 0, 0, TimeSpan.Zero);
    private long passed;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => now;

    public override long GetTimestamp() => passed;

    /// <summary>Lets time pass.</summary>
    public void Pass(int minutes)
    {
        now = now.AddMinutes(minutes);
        passed += minutes * TimeSpan.TicksPerMinute;
    }

    /// <summary>Sets the clock on the wall.</summary>
    public void Set(int minutes) => now = now.AddMinutes(minutes);
}
