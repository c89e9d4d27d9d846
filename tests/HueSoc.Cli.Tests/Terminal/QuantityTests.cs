using HueSoc.Cli.Terminal;

namespace HueSoc.Cli.Tests.Terminal;

public sealed class QuantityTests
{
    [Theory]
    [InlineData(0, "0 rules")]
    [InlineData(1, "1 rule")]
    [InlineData(3754, "3,754 rules")]
    public void Of_ACountWithNoun_IsSpelledRight(long count, string expected) => Quantity.Of(count, "rule").ShouldBe(expected);

    [Theory]
    [InlineData(0, "0 B")]
    [InlineData(999, "999 B")]
    [InlineData(1000, "1.0 kB")]
    [InlineData(105_243_000, "105.2 MB")]
    [InlineData(999_999_999, "1.0 GB")]
    [InlineData(5_000_000_000_000_000, "5000.0 TB")]
    public void OfBytes_AnySize_TakesTheUnitThatFits(long bytes, string expected) => Quantity.OfBytes(bytes).ShouldBe(expected);

    [Theory]
    [InlineData(0, "0:00")]
    [InlineData(75, "1:15")]
    [InlineData(3_675, "1:01:15")]
    [InlineData(360_000, "100:00:00")]
    public void Of_ASpan_IsMinutesOrHours(int seconds, string expected) => Quantity.Of(TimeSpan.FromSeconds(seconds)).ShouldBe(expected);
}
