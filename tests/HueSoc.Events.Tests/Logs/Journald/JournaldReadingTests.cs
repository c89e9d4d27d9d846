using System.Text;
using System.Text.Json.Nodes;
using HueSoc.Events.Logs;

namespace HueSoc.Events.Tests.Logs.Journald;

public sealed class JournaldReadingTests
{
    private const string Ssh = """
        {"__CURSOR":"s=1","__REALTIME_TIMESTAMP":"1727791438280340","_HOSTNAME":"web-01","_TRANSPORT":"syslog","PRIORITY":"6","SYSLOG_FACILITY":"4",
        "SYSLOG_IDENTIFIER":"sshd","SYSLOG_PID":"1721","_PID":"1721","_UID":"0","_GID":"0","MESSAGE":"Failed password for root from 203.0.113.9 port 46632 ssh2"}
        """;

    [Fact]
    public void Read_MessageOfSshd_MeansWhatTheSyslogLineMeans()
    {
        SortedDictionary<string, JsonNode> seen = Json(Ssh)!;

        seen.Text("@timestamp").ShouldBe("2024-10-01T14:03:58.2803400Z");
        seen.Text("event.dataset").ShouldBe("system.auth");
        seen.Text("event.outcome").ShouldBe("failure");
        seen.Text("source.ip").ShouldBe("203.0.113.9");
        seen.Text("user.name").ShouldBe("root");
        seen.Text("process.name").ShouldBe("sshd");
        seen.Text("process.pid").ShouldBe("1721");
        seen.Text("log.syslog.appname").ShouldBe("sshd");
        seen.ShouldNotContainKey("event.original");
    }

    [Fact]
    public void Read_BytesInJson_AreTextWhereTheyCanBe() =>
        Json("""{"MESSAGE":[120,105,110,32,225,187,129,255],"__REALTIME_TIMESTAMP":"1"}""")!.Text("message").ShouldBe("xin ề\\xff");

    [Fact]
    public void Read_InvalidBytes_AreNoted() =>
        Json("""{"MESSAGE":[255],"__REALTIME_TIMESTAMP":"1"}""")!.Text("huesoc.encoding.note").ShouldBe("invalid_bytes_escaped");

    [Fact]
    public void Read_RepeatedField_KeepsAllValues() =>
        Json("""{"MESSAGE":"m","_SYSTEMD_UNIT":"a","X":["one",[116,119,111],null]}""")!["journald.custom.x"].ToJsonString().ShouldBe("""["one","two"]""");

    [Fact]
    public void Read_RepeatedFieldWithAPlace_FirstIsThereAndAllAreKept()
    {
        SortedDictionary<string, JsonNode> seen = Json("""{"MESSAGE":["m","n"]}""")!;

        seen.Text("message").ShouldBe("m");
        seen["journald.custom.message"].ToJsonString().ShouldBe("""["m","n"]""");
    }

    [Fact]
    public void Read_ValueTooLargeForJournalctl_IsAnEventWithoutIt() => Json("""{"MESSAGE":null,"_PID":"7"}""")!.Text("process.pid").ShouldBe("7");

    [Fact]
    public void Read_ObjectFields_MeanTheOtherProgram()
    {
        SortedDictionary<string, JsonNode> seen = Json("""{"MESSAGE":"m","_PID":"1","_UID":"0","OBJECT_PID":"99","OBJECT_UID":"1000","OBJECT_COMM":"bash"}""")!;

        seen.Text("process.pid").ShouldBe("99");
        seen.Text("user.id").ShouldBe("1000");
        seen.Text("process.name").ShouldBe("bash");
    }

    [Fact]
    public void Read_LoginUserOtherThanTheProcess_IsTheUserAndTheProcessTheEffectiveOne()
    {
        SortedDictionary<string, JsonNode> seen = Json("""{"MESSAGE":"m","_AUDIT_LOGINUID":"1000","_UID":"0","_GID":"0"}""")!;

        seen.Text("user.id").ShouldBe("1000");
        seen.Text("user.effective.id").ShouldBe("0");
    }

    [Theory]
    [InlineData("")]
    [InlineData("  \t")]
    public void Read_EmptyLine_IsNoEvent(string line) => Json(line).ShouldBeNull();

    [Theory]
    [InlineData("not json")]
    [InlineData("{")]
    [InlineData("[1]")]
    [InlineData("""{"MESSAGE":"m" """)]
    [InlineData("""{"MESSAGE":"\q"}""")]
    [InlineData("""{"MESSAGE":{"a":{"b":1}}}""")]
    [InlineData("""{"MESSAGE":[[[1]]]}""")]
    [InlineData("{}")]
    public void Read_NoRecordOfTheJournal_IsItsText(string line)
    {
        SortedDictionary<string, JsonNode> seen = Json(line)!;

        seen.Text("message").ShouldBe(line);
        seen.Text("event.original").ShouldBe(line);
    }

    [Theory]
    [InlineData("""{"a.b":"1","MESSAGE":"m"}""")]
    [InlineData("""{"":"1","MESSAGE":"m"}""")]
    [InlineData("""{"\u0041":"1","MESSAGE":"m"}""")]
    [InlineData("""{"___":"1","MESSAGE":"m"}""")]
    [InlineData("""{"MESSAGE":"m","_PID":"x","_PID2":""}""")]
    [InlineData("""{"MESSAGE":"m","__REALTIME_TIMESTAMP":"99999999999999999999"}""")]
    [InlineData("""{"MESSAGE":"m","__REALTIME_TIMESTAMP":"9223372036854775807"}""")]
    public void Read_OddNamesAndNumbers_AreAnEventAllTheSame(string line) => Json(line)!.Text("message").ShouldBe("m");

    [Fact]
    public void Read_ExportWithTextAndBinary_GivesBoth()
    {
        byte[] record = [.. "__REALTIME_TIMESTAMP=1727791438280340\nSYSLOG_IDENTIFIER=app\n"u8, .. JournalExportFramingTests.Binary("MESSAGE", "a\n\nb\xff"u8.ToArray()), .. "_PID=5\n"u8];

        SortedDictionary<string, JsonNode> seen = ExportFile.Read(record);

        seen.Text("message").ShouldBe("a\n\nbÿ");
        seen.Text("process.pid").ShouldBe("5");
        seen.Text("event.dataset").ShouldBe("system.syslog");
    }

    [Fact]
    public void Read_ExportThatWasCut_KeepsWhatThereIs()
    {
        byte[] whole = [.. "_PID=5\n"u8, .. JournalExportFramingTests.Binary("MESSAGE", new byte[300])];

        for (int length = 7; length < whole.Length; length++)
            ExportFile.Read(whole.AsSpan(0, length)).Text("process.pid").ShouldBe("5");
    }

    [Fact]
    public void Read_AnyBytes_GiveAnEvent()
    {
        LogLines[] formats = [new("journald"), new("journal_export")];
        Random random = new(11);
        for (int round = 0; round < 2000; round++)
        {
            byte[] bytes = new byte[random.Next(1, 300)];
            random.NextBytes(bytes);
            string alphabet = "\n=AB\0\"{}[]:,1";
            for (int i = 0; i < bytes.Length; i++)
                bytes[i] = random.Next(4) == 0 ? bytes[i] : (byte)alphabet[bytes[i] % alphabet.Length];
            foreach (LogLines format in formats)
            {
                SortedDictionary<string, JsonNode>? seen = format.Read(bytes);
                if (seen is not null)
                    seen.ShouldContainKey("message");
            }
        }
    }

    [Theory]
    [InlineData("journald")]
    [InlineData("journal_export")]
    public void Read_HugeRecords_AreEventsWithinBounds(string format)
    {
        string fields = string.Join(format == "journald" ? "," : "\n", Enumerable.Range(0, 100_000).Select(i => format == "journald" ? $"\"F{i}\":\"v\"" : $"F{i}=v"));
        string[] records =
        [
            format == "journald" ? $"{{{fields}}}" : fields,
            format == "journald" ? $"{{\"MESSAGE\":\"{new string('x', 1 << 20)}\"}}" : $"MESSAGE={new string('x', 1 << 20)}",
            format == "journald" ? $"{{\"MESSAGE\":[{string.Join(',', Enumerable.Repeat("7", 500_000))}]}}" : new string('A', 1 << 20),
            new('[', 1 << 20),
            new('\0', 1 << 20),
            new('"', 1 << 20),
        ];
        foreach (string record in records)
        {
            SortedDictionary<string, JsonNode>? seen = new LogLines(format).Read(Encoding.UTF8.GetBytes(record));
            if (seen is not null)
                seen.Count.ShouldBeLessThan(1100);
        }
    }

    [Fact]
    public void Detect_BothFormats_AreKnownByTheirBeginning()
    {
        LogFormats.Detect(Encoding.UTF8.GetBytes(Ssh.ReplaceLineEndings(""))).Name.ShouldBe("journald");
        LogFormats.Detect("__CURSOR=s=1\n__REALTIME_TIMESTAMP=1\n"u8).Name.ShouldBe("journal_export");
    }

    private static SortedDictionary<string, JsonNode>? Json(string line) => new LogLines("journald").Read(Encoding.UTF8.GetBytes(line));
}
