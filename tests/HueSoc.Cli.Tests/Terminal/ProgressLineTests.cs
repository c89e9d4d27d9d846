using HueSoc.Cli.Terminal;

namespace HueSoc.Cli.Tests.Terminal;

public sealed class ProgressLineTests
{
    [Fact]
    public void Render_HalfWay_ShowsBarRateAndTimeLeft() =>
        new ProgressLine(50_000_000, 100_000_000, 200_000, 12, TimeSpan.FromSeconds(10)).Render(120)
            .ShouldBe("[###############---------------]  50 %  50.0 MB of 100.0 MB  20,000 events/s  12 hits  0:10 left");

    [Fact]
    public void Render_AtTheStart_PromisesNothing() =>
        new ProgressLine(0, 100, 0, 0, TimeSpan.Zero).Render(120).ShouldEndWith("- events/s  0 hits  -:-- left");

    [Fact]
    public void Render_AFileThatGrew_StopsAtItsEnd() =>
        new ProgressLine(300, 100, 1, 1, TimeSpan.FromSeconds(2)).Render(120).ShouldContain(" 100 %");

    [Fact]
    public void Render_NothingToRead_IsDone() =>
        new ProgressLine(0, 0, 0, 0, TimeSpan.FromSeconds(2)).Render(120).ShouldContain(" 100 %");

    [Theory]
    [InlineData(1)]
    [InlineData(20)]
    [InlineData(70)]
    [InlineData(80)]
    [InlineData(200)]
    public void Render_AnyWidth_LeavesTheLastCellFree(int width) =>
        new ProgressLine(123_456_789, 987_654_321, 1_234_567, 8_901, TimeSpan.FromSeconds(4_000)).Render(width).Length.ShouldBeLessThan(width);
}
