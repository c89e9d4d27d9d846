using System.Text;
using HueSoc.Events.Logs;

namespace HueSoc.Events.Tests.Logs;

public sealed class SyslogFormatTests
{
    private static readonly LogLines Lines = new("syslog");

    [Theory]
    [InlineData("2026-01-01T00:00:05+07:00", "Dec 31 23:59:58", "2025-12-31T16:59:58.000Z")]
    [InlineData("2025-12-31T23:59:58+07:00", "Jan  1 00:00:03", "2025-12-31T17:00:03.000Z")]
    [InlineData("2025-12-31T17:30:00Z", "Jan  1 00:29:59", "2025-12-31T17:29:59.000Z")]
    [InlineData("2026-01-01T12:00:00+07:00", "Jan  1 11:59:59", "2026-01-01T04:59:59.000Z")]
    [InlineData("2026-06-01T12:00:00+07:00", "Jul  1 00:00:00", "2025-06-30T17:00:00.000Z")]
    [InlineData("2026-03-01T12:00:00+07:00", "Feb 29 08:00:00", "2024-02-29T01:00:00.000Z")]
    public void Read_TimeWithoutYear_IsTheOneNearestBeforeTheReading(string readAt, string time, string expected)
    {
        LogLines lines = new("syslog") { ReadAt = DateTimeOffset.Parse(readAt, System.Globalization.CultureInfo.InvariantCulture) };

        Dictionary<string, string> seen = lines.Texts($"{time} web-01 cron[1]: x");

        seen["@timestamp"].ShouldBe(expected);
        seen["event.timezone"].ShouldBe("+07:00");
    }

    [Theory]
    [InlineData("2026-03-01T07:00:01.123456+07:00 web-01 sshd[7]: x", "2026-03-01T00:00:01.1234560Z", "web-01")]
    [InlineData("<38>1 2026-03-01T00:00:01Z web-01 sshd 7 - - x", "2026-03-01T00:00:01.000Z", "web-01")]
    [InlineData("<38>Mar  1 07:00:01 web-01 sshd[7]: x", "2026-03-01T00:00:01.000Z", "web-01")]
    public void Read_EachFormOfLine_SameProcess(string line, string time, string host)
    {
        Dictionary<string, string> seen = Lines.Texts(line);

        seen["@timestamp"].ShouldBe(time);
        seen["host.hostname"].ShouldBe(host);
        seen["process.name"].ShouldBe("sshd");
        seen["process.pid"].ShouldBe("7");
        seen["message"].ShouldBe("x");
        seen["event.dataset"].ShouldBe("system.auth");
    }

    [Fact]
    public void Read_ConstantHostName_IsNotReplaced()
    {
        LogNormaliser normaliser = new(TimeZoneInfo.Utc, new ConstantFields().Add("host.name", "real"));

        ReadOnlySpan<byte> json = normaliser.Normalise(LogFormats.Find("syslog")!.Begin(null), "Mar  1 07:00:01 forged su: x"u8, default, Lines.ReadAt);

        FlatJson.Of(System.Text.Json.Nodes.JsonNode.Parse(json)!)["host.name"].ToString().ShouldBe("real");
    }

    [Theory]
    [InlineData("    at continuation line")]
    [InlineData("no syslog at all")]
    [InlineData("<999>x")]
    public void Read_OtherLine_IsAMessage(string line)
    {
        Dictionary<string, string> seen = Lines.Texts(line);

        seen["message"].ShouldBe(line);
        seen["event.dataset"].ShouldBe("system.syslog");
        seen["event.module"].ShouldBe("system");
    }

    [Theory]
    [InlineData("Mar  1 07:00:01 web-01 cron[1]: x\nMar  1 07:00:02 web-01 cr", "syslog")]
    [InlineData("2026-03-01T07:00:01+07:00 web-01 sshd[7]: x\n", "syslog")]
    [InlineData("<38>1 2026-03-01T00:00:01Z web-01 sshd 7 - - x\n", "syslog")]
    [InlineData("2026-03-01 07:00:01 INFO Main: started\n2026-03-01 07:00:02 WARN Main: x\n", "plain")]
    [InlineData("one\ntwo\n", "plain")]
    [InlineData("", "plain")]
    public void Detect_Sample_NamesTheFormat(string sample, string format) =>
        LogFormats.Detect(Encoding.UTF8.GetBytes(sample)).Name.ShouldBe(format);

    [Fact]
    public void Read_SshLine_AllocatesNothing()
    {
        LogNormaliser normaliser = new(TimeZoneInfo.Utc);
        LogReading reading = LogFormats.Find("syslog")!.Begin(null);
        byte[] line = "Mar  1 07:00:01 web-01 sshd[421]: Failed password for invalid user admin from 203.0.113.9 port 4711 ssh2"u8.ToArray();
        for (int i = 0; i < 50; i++)
            _ = normaliser.Normalise(reading, line, default, Lines.ReadAt);
        long before = GC.GetAllocatedBytesForCurrentThread();

        for (int i = 0; i < 100; i++)
            _ = normaliser.Normalise(reading, line, default, Lines.ReadAt);

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }
}
