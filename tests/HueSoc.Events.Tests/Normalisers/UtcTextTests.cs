using System.Globalization;
using System.Text;
using HueSoc.Events.Normalisers;

namespace HueSoc.Events.Tests.Normalisers;

public sealed class UtcTextTests
{
    [Theory]
    [InlineData("0001-01-01T00:00:00+00:00", "0001-01-01T00:00:00.000Z")]
    [InlineData("9999-12-31T23:59:59.9999999+00:00", "9999-12-31T23:59:59.9999999Z")]
    [InlineData("2026-03-02T03:03:05.120+07:00", "2026-03-01T20:03:05.120Z")]
    [InlineData("2026-03-02T03:03:05.1200001+07:00", "2026-03-01T20:03:05.1200001Z")]
    public void Write_AMoment_IsInUtcWithThreeDigitsOrSeven(string time, string expected) =>
        Encoding.UTF8.GetString(UtcText.Write(DateTimeOffset.Parse(time, CultureInfo.InvariantCulture))).ShouldBe(expected);

    [Fact]
    public void Write_AnyMoment_IsAsTheFormatSays()
    {
        Random random = new(11);
        for (int i = 0; i < 10_000; i++)
        {
            long ticks = random.NextInt64(DateTime.MaxValue.Ticks);
            DateTimeOffset time = new(i % 2 == 0 ? ticks : ticks - (ticks % TimeSpan.TicksPerMillisecond), TimeSpan.Zero);
            string digits = time.Ticks % TimeSpan.TicksPerMillisecond == 0 ? "fff" : "fffffff";
            Encoding.UTF8.GetString(UtcText.Write(time)).ShouldBe(time.ToString($"yyyy-MM-dd'T'HH:mm:ss.{digits}'Z'", CultureInfo.InvariantCulture));
        }
    }
}
