using HueSoc.Server.Schedules;

namespace HueSoc.Server.Tests.Hosting;

/// <summary>What was due while the server was down.</summary>
public sealed class MissedRunsTests
{
    private const string EveryNight = "0 30 2 * * ?";
    private static readonly TimeZoneInfo Hue = TimeZoneInfo.CreateCustomTimeZone("Hue", TimeSpan.FromHours(7), "Hue", "Hue");
    private static readonly DateTimeOffset Last = new(2026, 3, 1, 2, 30, 5, TimeSpan.FromHours(7));

    [Fact]
    public void DueSince_ForAScheduleThatNeverRan_IsNothing() => MissedRuns.DueSince(EveryNight, last: null, Last, Hue).ShouldBeNull();

    [Fact]
    public void DueSince_BeforeTheNextRun_IsNothing() => MissedRuns.DueSince(EveryNight, Last, Last.AddHours(23), Hue).ShouldBeNull();

    [Fact]
    public void DueSince_AfterTheNextRun_IsThatRun() =>
        MissedRuns.DueSince(EveryNight, Last, Last.AddDays(3), Hue).ShouldBe(new DateTimeOffset(2026, 3, 2, 2, 30, 0, TimeSpan.FromHours(7)));
}
