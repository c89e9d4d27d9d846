using System.Globalization;
using System.Text;
using HueSoc.Cli.Output;

namespace HueSoc.Cli.Tests.Output;

public sealed class EventTimeTests
{
    [Theory]
    [InlineData("2021-04-27T04:07:34.160Z", "2021-04-27T04:07:34.160Z")]
    [InlineData("2021-04-27T04:07:34Z", "2021-04-27T04:07:34Z")]
    [InlineData("2021-04-27T04:07:34.294726800Z", "2021-04-27T04:07:34.294726800Z")]
    [InlineData("2021-04-27 04:07:34.05 UTC", "2021-04-27T04:07:34.05Z")]
    [InlineData("2021-04-27T11:07:34.160+07:00", "2021-04-27T04:07:34.160Z")]
    [InlineData("2021-04-27T02:07:34,5-0200", "2021-04-27T04:07:34.5Z")]
    [InlineData("2021-04-27T04:07+00", "2021-04-27T04:07:00Z")]
    public void Normalise_ATimeWithAZone_IsGivenInUtc(string text, string expected) => Normalise(text).ShouldBe(expected);

    [Theory]
    [InlineData("2021-04-27 04:07:34.160")]
    [InlineData("27/04/2021 04:07:34")]
    [InlineData("1619496454")]
    [InlineData("2021-02-30T04:07:34Z")]
    [InlineData("2021-04-27T25:07:34Z")]
    [InlineData("2021-04-27T04:07:34.Z")]
    [InlineData("2021-04-27T04:07:34.1234567890Z")]
    [InlineData("2021-04-27T04:07:34Zz")]
    [InlineData("2021-04-27T04:07:34+99:00")]
    [InlineData("0001-01-01T00:00:00+07:00")]
    public void Normalise_ATimeThatCouldMeanMore_StandsAsWritten(string text) => Normalise(text).ShouldBe(text);

    [Fact]
    public void Normalise_NoTime_IsNull() => EventTime.Normalise([]).ShouldBeNull();

    [Fact]
    public void TryParse_ATimeWithoutAZone_IsTakenAsUtc()
    {
        EventTime.TryParse("2021-04-27 04:07:34.1600001"u8, out EventTime time).ShouldBeTrue();

        time.Utc.ToString("O", CultureInfo.InvariantCulture).ShouldBe("2021-04-27T04:07:34.1600001Z");
    }

    private static string? Normalise(string text) => EventTime.Normalise(Encoding.UTF8.GetBytes(text));
}
