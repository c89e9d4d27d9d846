namespace HueSoc.Agent.Tests;

/// <summary>A clock that stands until it is moved, forwards or back; what only measures time goes on with it, forwards alone.</summary>
internal sealed class MovedTime(DateTimeOffset now) : TimeProvider
{
    private DateTimeOffset time = now;
    private long elapsed;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => time;

    public override long GetTimestamp() => elapsed;

    public void Move(TimeSpan by)
    {
        time += by;
        elapsed += Math.Max(0, by.Ticks);
    }
}
