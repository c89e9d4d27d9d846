using System.Text;
using System.Text.Json.Nodes;
using HueSoc.Events.Normalisers;

namespace HueSoc.Events.Tests.Normalisers;

public sealed class EventFormatsTests
{
    private static readonly DateTimeOffset Received = new(2026, 3, 2, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Rfc3164_WithPriority_Parsed()
    {
        Normalised seen = Normalise("""{"message":"<38>Mar  1 07:00:01 web-01 sshd[421]: Failed password for root"}""");

        seen.Format.ShouldBe("syslog");
        seen.Text("message").ShouldBe("Failed password for root");
        seen.Text("event.original").ShouldBe("<38>Mar  1 07:00:01 web-01 sshd[421]: Failed password for root");
        seen.Text("host.name").ShouldBe("web-01");
        seen.Text("process.name").ShouldBe("sshd");
        seen.Text("process.pid").ShouldBe("421");
        seen.Text("log.syslog.priority").ShouldBe("38");
        seen.Text("log.syslog.facility.name").ShouldBe("auth");
        seen.Text("log.syslog.severity.name").ShouldBe("info");
        seen.Time.ShouldBe(new DateTimeOffset(2026, 3, 1, 0, 0, 1, TimeSpan.Zero));
        seen.ZoneAssumed.ShouldBeTrue();
    }

    [Theory]
    [InlineData("<13>su: hello", null, "su", "hello")]
    [InlineData("Mar  1 07:00:01 web-01 CRON[9]: (root) CMD", "web-01", "CRON", "(root) CMD")]
    [InlineData("2026-03-01T07:00:01.5+07:00 web-01 kernel: oops", "web-01", "kernel", "oops")]
    [InlineData("<13>Mar 11 07:00:01 dhcpd: no host", null, "dhcpd", "no host")]
    [InlineData("<190>Mar  1 2026 07:00:01 asa %ASA-6-302013: Built", "asa", "%ASA-6-302013", "Built")]
    [InlineData("<13>Mar  1 07:00:01 web-01 no tag at all", "web-01", null, "no tag at all")]
    [InlineData("<13>only a message", null, null, "only a message")]
    public void SyslogLine_Shapes_Parsed(string line, string? host, string? process, string message)
    {
        Normalised seen = Normalise(new JsonObject { ["message"] = line }.ToJsonString());

        seen.Text("host.name").ShouldBe(host);
        seen.Text("process.name").ShouldBe(process);
        seen.Text("message").ShouldBe(message);
    }

    [Theory]
    [InlineData("a plain sentence: with a colon")]
    [InlineData("<999>not a priority")]
    [InlineData("<>")]
    [InlineData("")]
    [InlineData("2026-03-01T07:00:01Z")]
    [InlineData("2026-03-01T07:00:01Z something without a tag")]
    public void NoSyslogLine_Untouched(string line)
    {
        string document = new JsonObject { ["message"] = line }.ToJsonString();

        Normalised seen = Normalise(document);

        seen.Format.ShouldBeNull();
        seen.Text("message").ShouldBe(line);
        seen.Text("event.original").ShouldBeNull();
    }

    [Fact]
    public void Rfc5424_WithStructuredData_Parsed()
    {
        Normalised seen = Normalise(new JsonObject
        {
            ["message"] = "<165>1 2026-03-01T07:00:00.003+07:00 mail.hue evntslog 77 ID47 [ex@32473 iut=\"3\" a=\"x\\\"y\\]z\\n\"][b@1] \uFEFFxin chào",
        }.ToJsonString());

        seen.Text("message").ShouldBe("xin chào");
        seen.Text("process.name").ShouldBe("evntslog");
        seen.Text("process.pid").ShouldBe("77");
        seen.Text("log.syslog.msgid").ShouldBe("ID47");
        seen.Text("log.syslog.version").ShouldBe("1");
        JsonNode data = seen.Event["log"]!["syslog"]!["structured_data"]!;
        ((string)data["ex@32473"]!["iut"]!).ShouldBe("3");
        ((string)data["ex@32473"]!["a"]!).ShouldBe("x\"y]z\\n");
        data["b@1"]!.AsObject().Count.ShouldBe(0);
        seen.Time.ShouldBe(new DateTimeOffset(2026, 3, 1, 0, 0, 0, 3, TimeSpan.Zero));
        seen.ZoneAssumed.ShouldBeFalse();
    }

    [Fact]
    public void YearMissing_LastYearWhenItWouldLieAhead()
    {
        Normalise("""{"message":"<13>Dec 31 23:00:00 h t: m"}""").Time.ShouldBe(new DateTimeOffset(2025, 12, 31, 16, 0, 0, TimeSpan.Zero));
    }

    [Fact]
    public void RsyslogTemplate_BecomesEcs()
    {
        Normalised seen = Normalise(
            """{"message":" Failed password","fromhost":"web-01","facility":"authpriv","priority":"warning","timereported":"2026-03-01T07:00:00+07:00","timegenerated":"2026-03-01T07:00:01+07:00","syslogtag":"sshd[421]:"}""");

        seen.Format.ShouldBe("rsyslog");
        seen.Text("message").ShouldBe("Failed password");
        seen.Text("host.name").ShouldBe("web-01");
        seen.Text("process.name").ShouldBe("sshd");
        seen.Text("process.pid").ShouldBe("421");
        seen.Text("log.syslog.priority").ShouldBe("84");
        seen.Text("event.created").ShouldBe("2026-03-01T07:00:01+07:00");
        seen.Time.ShouldBe(new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero));
        foreach (string gone in (string[])["fromhost", "facility", "priority", "timereported", "timegenerated", "syslogtag"])
            seen.Event.ContainsKey(gone).ShouldBeFalse(gone);
    }

    [Theory]
    [InlineData("""{"message":"<38>Mar  1 07:00:01 web-01 sshd[421]: Failed password for root from 203.0.113.9 port 4711 ssh2"}""")]
    [InlineData("""{"message":" Failed password for root from 203.0.113.9 port 4711 ssh2","fromhost":"web-01","facility":"authpriv","timereported":"2026-03-01T07:00:00+07:00","syslogtag":"sshd[421]:"}""")]
    public void MessageOfAProgram_IsReadAsInFiles(string document)
    {
        Normalised seen = Normalise(document);

        seen.Text("event.action").ShouldBe("ssh_login");
        seen.Text("event.outcome").ShouldBe("failure");
        seen.Text("user.name").ShouldBe("root");
        seen.Text("source.ip").ShouldBe("203.0.113.9");
        seen.Text("source.port").ShouldBe("4711");
        seen.Text("event.dataset").ShouldBe("system.auth");
    }

    [Fact]
    public void MessageOfAProgram_WhatTheShipperSaysStays()
    {
        Normalised seen = Normalise(
            """{"message":"<38>Mar  1 07:00:01 web-01 sshd[421]: Failed password for root from 203.0.113.9 port 4711 ssh2","user":{"name":"other"},"event":{"dataset":"mine","category":["x"]},"source":"y"}""");

        seen.Text("user.name").ShouldBe("other");
        seen.Text("event.dataset").ShouldBe("mine");
        seen.Event["event"]!["category"]!.ToJsonString().ShouldBe("""["x"]""");
        seen.Text("event.action").ShouldBe("ssh_login");
        ((string)seen.Event["source"]!).ShouldBe("y");
    }

    [Theory]
    [InlineData("""{"Event":{"System":{"Computer":"PC","EventID":4688,"Provider":{"#attributes":{"Name":"P"}},"TimeCreated":{"#attributes":{"SystemTime":"2026-03-01T00:00:00Z"}}}}}""", "evtx_dump")]
    [InlineData("""{"Event":{"System":{"Computer":"PC","EventID":{"#attributes":{"Qualifiers":1},"#text":4688},"Provider_attributes":{"Name":"P"},"TimeCreated_attributes":{"SystemTime":"2026-03-01T00:00:00Z"}}}}""", "evtx_dump")]
    [InlineData("""{"winlog":{"computer_name":"PC","event_id":"4688","provider_name":"P"},"event":{"created":"2026-03-01T00:00:00Z"}}""", "winlogbeat")]
    [InlineData("""{"winlog.computer_name":"PC","winlog.event_id":4688,"winlog.provider_name":"P","event.created":"2026-03-01T00:00:00Z"}""", "winlogbeat")]
    [InlineData("""{"EventID":4688,"Computer":"PC","Provider_Name":"P","UtcTime":"2026-03-01 00:00:00.000"}""", "flat")]
    public void Windows_KeepsItsRawView_WithEcsBesideIt(string document, string format)
    {
        Normalised seen = Normalise(document);

        seen.Format.ShouldBe(format);
        seen.Text("host.name").ShouldBe("PC");
        seen.Text("event.code").ShouldBe("4688");
        seen.Text("event.provider").ShouldBe("P");
        seen.Time.ShouldBe(new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero));
        foreach ((string key, JsonNode? value) in JsonNode.Parse(document)!.AsObject())
        {
            if (key is not "event")
                JsonNode.DeepEquals(seen.Event[key], value).ShouldBeTrue(key);
        }
    }

    [Fact]
    public void Ecs_Kept()
    {
        const string Document = """{"@timestamp":"2026-03-01T00:00:00Z","message":"<13>x","process":{"name":"p"},"host":{"name":"h"}}""";

        Normalise(Document).Event.ToJsonString().ShouldBe(JsonNode.Parse(Document)!.ToJsonString());
    }

    [Fact]
    public void HostAsText_BecomesItsName()
    {
        Normalise("""{"host":"web","message":"m"}""").Text("host.name").ShouldBe("web");
    }

    [Theory]
    [InlineData("""{"a":1,"a":2}""", """{"a":[1,2]}""")]
    [InlineData("""{"o":{"x":1},"b":0,"o":{"y":[{"z":1,"\u007a":2}]}}""", """{"o":[{"x":1},{"y":[{"z":[1,2]}]}],"b":0}""")]
    public void RepeatedKeys_BecomeArrays(string document, string expected)
    {
        EventDraft draft = new();
        draft.TryRead(Encoding.UTF8.GetBytes(document), new JsonBounds()).ShouldBeTrue();

        Encoding.UTF8.GetString(draft.Finish()).ShouldBe(expected);
    }

    [Theory]
    [InlineData(9)]
    [InlineData(40)]
    [InlineData(3000)]
    public void RepeatedKeys_AmongMany_BecomeArrays(int keys)
    {
        string distinct = string.Join(',', Enumerable.Range(0, keys).Select(i => $"\"k{i}\":{i}"));
        EventDraft draft = new();

        draft.TryRead(Encoding.UTF8.GetBytes($"{{{distinct}}}"), new JsonBounds()).ShouldBeTrue();
        Encoding.UTF8.GetString(draft.Finish()).ShouldBe($"{{{distinct}}}");
        draft.TryRead(Encoding.UTF8.GetBytes($$"""{{{distinct}},"\u006b5":"again"}"""), new JsonBounds()).ShouldBeTrue();
        Encoding.UTF8.GetString(draft.Finish()).ShouldBe($"{{{distinct}}}".Replace("\"k5\":5", "\"k5\":[5,\"again\"]", StringComparison.Ordinal));
    }

    [Fact]
    public void Find_KeysThatBeginAlike_TellsThemApart()
    {
        EventDraft draft = new();
        draft.TryRead("""{"":1,"\u0000":2,"e":3,"event":{"co":4},"\u0065vent.code":"5","events":6}"""u8.ToArray(), new JsonBounds()).ShouldBeTrue();

        draft.TryGetText("event.code"u8, out ReadOnlySpan<byte> code).ShouldBeTrue();
        Encoding.UTF8.GetString(code).ShouldBe("5");
        draft.Has("event.c"u8).ShouldBeFalse();
        draft.Has("event"u8).ShouldBeTrue();
    }

    private static Normalised Normalise(string document)
    {
        EventDraft draft = new();
        draft.TryRead(Encoding.UTF8.GetBytes(document), new JsonBounds()).ShouldBeTrue(draft.Problem);
        NormaliserContext context = new(TimeZoneInfo.CreateCustomTimeZone("hue", TimeSpan.FromHours(7), "hue", "hue"));
        context.Begin(Received);
        string? format = EventFormats.Normalise(draft, context);
        return new Normalised(format, JsonNode.Parse(draft.Finish())!.AsObject(), context.Time, context.ZoneAssumed);
    }

    private sealed record Normalised(string? Format, JsonObject Event, DateTimeOffset? Time, bool ZoneAssumed)
    {
        public string? Text(string path)
        {
            if (Event.TryGetPropertyValue(path, out JsonNode? dotted))
                return dotted?.ToString();
            JsonNode? node = Event;
            foreach (string name in path.Split('.'))
                node = (node as JsonObject)?[name];
            return node?.ToString();
        }
    }
}
