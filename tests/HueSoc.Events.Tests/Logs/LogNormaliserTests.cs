using System.Text;
using System.Text.Json.Nodes;
using HueSoc.Events.Logs;

namespace HueSoc.Events.Tests.Logs;

public sealed class LogNormaliserTests
{
    private static readonly DateTimeOffset Read = new(2026, 3, 2, 7, 0, 0, TimeSpan.FromHours(7));

    [Fact]
    public void Normalise_PlainLine_IsMessageOriginalAndReadTime()
    {
        JsonObject seen = Normalise("xin chào \"bạn\""u8, default);

        ((string)seen["message"]!).ShouldBe("xin chào \"bạn\"");
        ((string)seen["event"]!["original"]!).ShouldBe("xin chào \"bạn\"");
        ((string)seen["@timestamp"]!).ShouldBe("2026-03-02T00:00:00.000Z");
        ((string)seen["event"]!["created"]!).ShouldBe("2026-03-02T00:00:00.000Z");
        ((string)seen["event"]!["dataset"]!).ShouldBe("generic");
        seen["huesoc"].ShouldBeNull();
    }

    [Fact]
    public void Normalise_InvalidBytes_EscapedAndNoted()
    {
        JsonObject seen = Normalise([(byte)'a', 0xFF, 0, 0xE1, 0xBA, (byte)'b'], default);

        ((string)seen["message"]!).ShouldBe("a\\xff\0\\xe1\\xbab");
        ((string)seen["huesoc"]!["encoding"]!["note"]!).ShouldBe("invalid_bytes_escaped");
    }

    [Fact]
    public void Normalise_Origin_IsWritten()
    {
        JsonObject seen = Normalise("x"u8, new LogOrigin
        {
            Path = "/var/log/ứng dụng.log",
            Offset = 42,
            Flags = LogFlags.Split | LogFlags.Multiline,
            Dataset = "app.log",
            Module = "app",
        });

        ((string)seen["log"]!["file"]!["path"]!).ShouldBe("/var/log/ứng dụng.log");
        ((long)seen["log"]!["offset"]!).ShouldBe(42);
        seen["log"]!["flags"]!.ToJsonString().ShouldBe("""["split","multiline"]""");
        ((string)seen["event"]!["dataset"]!).ShouldBe("app.log");
        ((string)seen["event"]!["module"]!).ShouldBe("app");
    }

    [Fact]
    public void Normalise_ConstantFields_AreInEveryEvent()
    {
        ConstantFields constants = new ConstantFields().Add("host.name", "web-01").AddJson("host.ip", "[\"10.0.0.1\"]"u8);
        LogNormaliser normaliser = new(TimeZoneInfo.Utc, constants);

        foreach (string line in (string[])["one", "two"])
        {
            ReadOnlySpan<byte> json = normaliser.Normalise(LogFormats.Detect(default).Begin(null), Encoding.UTF8.GetBytes(line), default, Read);
            JsonNode host = JsonNode.Parse(json)!["host"]!;

            ((string)host["name"]!).ShouldBe("web-01");
            host["ip"]!.ToJsonString().ShouldBe("""["10.0.0.1"]""");
        }
    }

    [Fact]
    public void Normalise_EmptyLine_NoEvent() =>
        new LogNormaliser(TimeZoneInfo.Utc).Normalise(LogFormats.Find("plain")!.Begin(null), " \0"u8, default, Read).IsEmpty.ShouldBeTrue();

    [Fact]
    public void Normalise_SameKindOfLine_AllocatesNothing()
    {
        LogNormaliser normaliser = new(TimeZoneInfo.Utc, new ConstantFields().Add("host.name", "web-01"));
        LogReading reading = LogFormats.Find("plain")!.Begin(null);
        LogOrigin origin = new() { Path = "/var/log/x.log", Offset = 7 };
        _ = normaliser.Normalise(reading, "warm"u8, origin, Read);
        long before = GC.GetAllocatedBytesForCurrentThread();

        for (int i = 0; i < 100; i++)
            _ = normaliser.Normalise(reading, "a line"u8, origin, Read);

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }

    private static JsonObject Normalise(ReadOnlySpan<byte> line, in LogOrigin origin) =>
        JsonNode.Parse(new LogNormaliser(TimeZoneInfo.Utc).Normalise(LogFormats.Find("plain")!.Begin(null), line, origin, Read))!.AsObject();
}
