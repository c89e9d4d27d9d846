using System.Text;
using System.Text.Json;
using HueSoc.Events.Logs;

namespace HueSoc.Events.Tests.Logs;

public sealed class JsonFormatTests
{
    private static readonly DateTimeOffset Read = new(2026, 3, 2, 3, 4, 5, TimeSpan.Zero);
    private readonly LogNormaliser normaliser = new(TimeZoneInfo.Utc, new ConstantFields().Add("host.name", "may-chu").Add("host.os.type", "linux").Add("agent.type", "huesoc"));
    private readonly LogReading reading = LogFormats.Find("json")!.Begin(null);

    [Fact]
    public void Normalise_AnEcsDocument_KeepsWhatItSaysAndAddsWhatItLacks()
    {
        JsonElement made = Normalise("""{"@timestamp":"2026-01-02T03:04:05Z","host":{"name":"PC-01"},"event":{"dataset":"windows.security"},"n":1}""");

        made.GetProperty("@timestamp").GetString().ShouldBe("2026-01-02T03:04:05Z");
        made.GetProperty("host").GetProperty("name").GetString().ShouldBe("PC-01");
        made.GetProperty("host").TryGetProperty("os", out _).ShouldBeFalse();
        made.GetProperty("n").GetInt32().ShouldBe(1);
        made.GetProperty("agent").GetProperty("type").GetString().ShouldBe("huesoc");
        made.GetProperty("log").GetProperty("file").GetProperty("path").GetString().ShouldBe("/var/log/a.json");
        made.GetProperty("log").GetProperty("offset").GetInt64().ShouldBe(77);
        Encoding.UTF8.GetString(normaliser.Dataset).ShouldBe("windows.security");
        normaliser.Timestamp.ShouldBe(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
    }

    [Fact]
    public void Normalise_AFlatWindowsEvent_GetsItsEcsFieldsAndTime()
    {
        JsonElement made = Normalise("""{"EventID":4625,"Channel":"Security","Computer":"PC-02","TimeCreated":"2026-01-02T03:04:05Z","TargetUserName":"an"}""");

        made.GetProperty("EventID").GetInt32().ShouldBe(4625);
        made.GetProperty("event").GetProperty("code").GetString().ShouldBe("4625");
    }

    [Theory]
    [InlineData("no json at all")]
    [InlineData("""{"cut":"off""")]
    [InlineData("[1,2]")]
    public void Normalise_ALineThatIsNoObject_IsAMessage(string line)
    {
        JsonElement made = Normalise(line);

        made.GetProperty("message").GetString().ShouldBe(line);
        made.GetProperty("event").GetProperty("dataset").GetString().ShouldBe("generic");
    }

    private JsonElement Normalise(string line) => JsonSerializer.Deserialize<JsonElement>(
        normaliser.Normalise(reading, Encoding.UTF8.GetBytes(line), new LogOrigin { Path = "/var/log/a.json", Offset = 77 }, Read));
}
