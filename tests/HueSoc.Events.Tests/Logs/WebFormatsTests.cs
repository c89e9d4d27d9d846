using System.IO.Compression;
using System.Text;
using HueSoc.Events.Logs;
using HueSoc.Tests.Corpus;

namespace HueSoc.Events.Tests.Logs;

public sealed class WebFormatsTests
{
    private const string Usual = "#Fields: date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip cs(User-Agent) cs(Referer) sc-status sc-substatus sc-win32-status time-taken";

    private static readonly string[] Shown =
    [
        "@timestamp", "http.request.method", "url.path", "url.query", "http.response.status_code", "source.address", "user.name", "user_agent.original", "http.request.referrer", "url.domain",
    ];

    [Fact]
    public void Iis_UsualColumns_AreEcs()
    {
        LogLines lines = new("iis");
        lines.Read(Encoding.UTF8.GetBytes(Usual)).ShouldBeNull();

        Dictionary<string, string> seen = lines.Texts(
            "2026-03-01 07:00:01 10.0.0.5 POST /up/x.aspx cmd=whoami 443 HUE\\an 203.0.113.9 Mozilla/5.0+(Windows+NT+10.0) https://a/?q=1+2 200 3 64 1500");

        Show(seen).ShouldBe("2026-03-01T07:00:01.000Z|POST|/up/x.aspx|cmd=whoami|200|203.0.113.9|HUE\\an|Mozilla/5.0 (Windows NT 10.0)|https://a/?q=1+2|");
        seen["url.original"].ShouldBe("/up/x.aspx?cmd=whoami");
        seen["message"].ShouldBe("POST /up/x.aspx?cmd=whoami");
        seen["destination.port"].ShouldBe("443");
        seen["event.duration"].ShouldBe("1500000000");
        seen["iis.access.sub_status"].ShouldBe("3");
        seen["event.dataset"].ShouldBe("iis.access");
        seen["event.outcome"].ShouldBe("success");
    }

    [Fact]
    public void Iis_ChangedColumnsAndNoDateColumn_AreFollowed()
    {
        LogLines lines = new("iis");
        lines.Read("#Date: 2026-03-01 00:00:00"u8).ShouldBeNull();
        lines.Read("#Fields: time c-ip cs-method cs-uri-stem sc-status"u8).ShouldBeNull();
        Show(lines.Texts("07:00:01 10.0.0.9 GET /a 404")).ShouldBe("2026-03-01T07:00:01.000Z|GET|/a||404|10.0.0.9||||");

        lines.Read("#Fields: time cs-uri-stem cs-method x-unknown cs-host"u8).ShouldBeNull();
        Show(lines.Texts("07:00:02 /b HEAD - portal:8080")).ShouldBe("2026-03-01T07:00:02.000Z|HEAD|/b|||||||portal");
    }

    [Fact]
    public void Iis_State_GoesOnInTheMiddleOfAFile()
    {
        LogNormaliser normaliser = new(TimeZoneInfo.Utc);
        LogReading first = LogFormats.Find("iis")!.Begin(null);
        _ = normaliser.Normalise(first, "#Date: 2026-03-01 00:00:00"u8, default, default);
        _ = normaliser.Normalise(first, "#Fields: time c-ip cs-method cs-uri-stem sc-status"u8, default, default);
        LogReading second = LogFormats.Find("iis")!.Begin(first.State);

        string json = Encoding.UTF8.GetString(normaliser.Normalise(second, "07:00:01 10.0.0.9 GET /a 404"u8, default, default));

        json.ShouldContain("\"@timestamp\":\"2026-03-01T07:00:01.000Z\"");
        json.ShouldContain("\"status_code\":404");
    }

    [Fact]
    public void Iis_LineWithOtherColumns_IsAMessage()
    {
        Dictionary<string, string> seen = new LogLines("iis").Texts("2026-03-01 07:00:01 GET");

        seen["message"].ShouldBe("2026-03-01 07:00:01 GET");
        seen["event.dataset"].ShouldBe("iis.access");
    }

    [Theory]
    [InlineData(
        "203.0.113.9 - an [01/Mar/2026:07:00:01 +0700] \"GET /a?b=c HTTP/1.1\" 200 123 \"https://r/\" \"curl/8 \\\"x\\\"\"",
        "2026-03-01T00:00:01.000Z|GET|/a|b=c|200|203.0.113.9|an|curl/8 \"x\"|https://r/|")]
    [InlineData("client.hue - - [01/Mar/2026:07:00:01 +0000] \"GET / HTTP/1.0\" 304 -", "2026-03-01T07:00:01.000Z|GET|/||304|client.hue||||")]
    [InlineData(
        "portal.hue:443 203.0.113.9 - - [01/Mar/2026:07:00:01 +0000] \"GET /x HTTP/1.1\" 200 1 \"-\" \"-\"",
        "2026-03-01T07:00:01.000Z|GET|/x||200|203.0.113.9||||portal.hue")]
    [InlineData("::1 - - [01/Mar/2026:07:00:01 +0000] \"GET /a b?c HTTP/1.1\" 200 1 \"-\" \"-\"", "2026-03-01T07:00:01.000Z|GET|/a b|c|200|::1||||")]
    [InlineData("10.0.0.9 - - [01/Mar/2026:07:00:01 +0000] \"\\x16\\x03\\x01\" 400 226 \"-\" \"-\"", "2026-03-01T07:00:01.000Z||||400|10.0.0.9||||")]
    [InlineData("10.0.0.9 - - [01/Mar/2026:07:00:01 +0000] \"-\" 408 -", "2026-03-01T07:00:01.000Z||||408|10.0.0.9||||")]
    [InlineData("10.0.0.9 - - [01/Mar/2026:07:00:01 +0000] \"GET /say\"hi\" HTTP/1.0\" 404 1", "2026-03-01T07:00:01.000Z|GET|/say\"hi\"||404|10.0.0.9||||")]
    [InlineData("10.0.0.9 - a b] [x] [01/Mar/2026:07:00:01 +0000] \"GET http://h:81/p?q HTTP/1.1\" 200 1", "2026-03-01T07:00:01.000Z|GET|/p|q|200|10.0.0.9|a b] [x]|||h")]
    [InlineData("10.0.0.9 - - [01/Mar/2026:07:00:01 +0000] \"GET /a\\x22\\xc3 HTTP/1.1\" 200 1 \"-\" \"unfinished", "2026-03-01T07:00:01.000Z|GET|/a\"\\xc3||200|10.0.0.9||unfinished||")]
    public void Combined_Lines_AreEcs(string line, string expected)
    {
        foreach (string format in (string[])["apache", "nginx"])
        {
            Dictionary<string, string> seen = new LogLines(format).Texts(line);

            Show(seen).ShouldBe(expected);
            seen["event.dataset"].ShouldBe($"{format}.access");
            seen["event.original"].ShouldBe(line);
        }
    }

    [Theory]
    [InlineData(Usual + "\n", "iis")]
    [InlineData("#Software: Microsoft Internet Information Services 10.0\r\n#Version: 1.0\r\n#Date: 2026-03-01 00:00:00\r\n" + Usual + "\r\n2026-03-01 0", "iis")]
    [InlineData("10.0.0.9 - - [01/Mar/2026:07:00:01 +0000] \"GET / HTTP/1.0\" 304 -\n", "apache")]
    [InlineData("10.0.0.9 - - [01/Mar/2026:07:00:01 +0000] \"GET / HTTP/1.0\" 304 0 \"-\" \"x\" \"10.9.9.9\"\n", "nginx")]
    [InlineData("#Fields: date time action protocol src-ip\n", "plain")]
    [InlineData("# a comment\n", "plain")]
    public void Detect_Sample_NamesTheFormat(string sample, string format) =>
        LogFormats.Detect(Encoding.UTF8.GetBytes(sample)).Name.ShouldBe(format);

    [CorpusFact("corpora/linux/files/nasa-50k.log.gz")]
    public void Combined_OldLogOfTenThousandLines_AllAreRequests()
    {
        using StreamReader reader = new(new GZipStream(File.OpenRead(CorpusPaths.Of("corpora/linux/files/nasa-50k.log.gz")), CompressionMode.Decompress), Encoding.Latin1);
        LogNormaliser normaliser = new(TimeZoneInfo.Utc);
        LogReading reading = LogFormats.Find("apache")!.Begin(null);
        int lines = 0;
        int requests = 0;
        while (lines < 10_000 && reader.ReadLine() is { } line)
        {
            lines++;
            ReadOnlySpan<byte> json = normaliser.Normalise(reading, Encoding.Latin1.GetBytes(line), default, default);
            requests += json.IndexOf("\"status_code\":"u8) > 0 && json.IndexOf("\"url\":"u8) > 0 ? 1 : 0;
        }

        (lines, requests).ShouldBe((10_000, 10_000));
    }

    private static string Show(Dictionary<string, string> seen) => string.Join('|', Shown.Select(field => seen.GetValueOrDefault(field)));
}
