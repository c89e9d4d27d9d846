namespace HueSoc.Storage.Tests.EventStore;

/// <summary>A clock that stands until it is moved. Timers of it are the system's.</summary>
internal sealed class TestClock(DateTimeOffset now) : TimeProvider
{
    public DateTimeOffset Now { get; set; } = now;

    public override DateTimeOffset GetUtcNow() => Now;
}
