namespace HueSoc.Server.Tests.Running;

/// <summary>The clock on the wall, some time ahead; clocks that only measure are left alone.</summary>
/// <param name="ahead">How far ahead.</param>
internal sealed class MovedTime(TimeSpan ahead) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + ahead;
}
