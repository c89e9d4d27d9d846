using HueSoc.Cli.Hunting;

namespace HueSoc.Cli.Tests.Hunting;

public sealed class TimeRangeTests
{
    private static readonly DateTime First = new(2026, 3, 1, 0, 0, 0, DateTimeKind.Utc);
    private static readonly DateTime After = new(2026, 3, 2, 0, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void Contains_ItsBounds_HoldsTheFirstAndNotTheSecond()
    {
        TimeRange range = new(First, After);

        range.Contains(First).ShouldBeTrue();
        range.Contains(First.AddTicks(-1)).ShouldBeFalse();
        range.Contains(After.AddTicks(-1)).ShouldBeTrue();
        range.Contains(After).ShouldBeFalse();
    }

    [Fact]
    public void Contains_WithoutBounds_HoldsEverything()
    {
        TimeRange range = default;

        range.IsBounded.ShouldBeFalse();
        range.Contains(DateTime.MinValue).ShouldBeTrue();
        range.Contains(DateTime.MaxValue).ShouldBeTrue();
    }

    [Theory]
    [InlineData("2026-03-02", 0)]
    [InlineData("2026-03-02T07:30", 450)]
    [InlineData("2026-03-02T07:30:00Z", 450)]
    [InlineData("2026-03-02T07:30:00+07:00", 30)]
    [InlineData("2026-03-02 07:30:00", 450)]
    public void TryParseBound_ADateOrATime_IsReadAsUtcUnlessItSaysOtherwise(string text, int minutes)
    {
        TimeRange.TryParseBound(text, out DateTime utc).ShouldBeTrue();

        utc.ShouldBe(After.AddMinutes(minutes));
        utc.Kind.ShouldBe(DateTimeKind.Utc);
    }

    [Theory]
    [InlineData("")]
    [InlineData("yesterday")]
    [InlineData("02/03/2026")]
    [InlineData("2026-13-01")]
    public void TryParseBound_AnythingElse_IsRefused(string text) => TimeRange.TryParseBound(text, out _).ShouldBeFalse();
}
