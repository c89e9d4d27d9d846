using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using HueSoc.Fleet.Configuration;
using HueSoc.Fleet.Json;

namespace HueSoc.Fleet.Tests.Configuration;

public sealed class ConfigurationReaderTests
{
    [Fact]
    public void Read_OfNothingButBraces_IsTheUsual()
    {
        AgentConfiguration read = Read("{}").Value.ShouldNotBeNull();

        read.Limits.ShouldBe(new AgentLimits());
        read.Sources.ShouldBeEmpty();
    }

    [Fact]
    public void Read_OfASourceWithLittle_IsAsTheRecordsSay()
    {
        SourceConfiguration source = Read("""{"sources":[{"name":"auth","kind":"file","paths":["/var/log/auth.log"],"dataset":null}]}""").Value!.Sources.ShouldHaveSingleItem();

        source.Format.ShouldBe("auto");
        source.MaxLineBytes.ShouldBe(65_536);
        source.Units.ShouldBeEmpty();
        source.Dataset.ShouldBeNull();
    }

    [Fact]
    public void Read_OfWhatWasWritten_IsTheSame()
    {
        AgentConfiguration configuration = new()
        {
            Version = 7,
            Sources =
            [
                new()
                {
                    Name = "app", Kind = SourceKind.File, Paths = ["/srv/*.log"], Exclude = ["/srv/old.log"], Format = "plain", Dataset = "app.log", MaxLineBytes = 2_048,
                    Multiline = new() { Start = MultilineStart.Prefix, Prefix = "[", MaxLines = 9, IdleSeconds = 3 },
                },
                new() { Name = "journal", Kind = SourceKind.Journald, Units = ["ssh.service"] },
                new() { Name = "windows", Kind = SourceKind.WindowsEventLog, EventLog = new() { Channels = ["Security", "Microsoft-Windows-Sysmon/Operational"], Query = "*[System[Level<=3]]" } },
            ],
            Limits = new() { EventsPerDay = 5_000, BytesPerSecond = 1, BatchMilliseconds = 0 },
        };

        AgentConfiguration read = Read(Encoding.UTF8.GetString(FleetJson.Write(configuration))).Value.ShouldNotBeNull();

        FleetJson.Write(read).ShouldBe(FleetJson.Write(configuration));
        read.Sources[0].Multiline.ShouldBe(configuration.Sources[0].Multiline);
        read.Limits.ShouldBe(configuration.Limits);
        read.Sources[2].IsSame(configuration.Sources[2]).ShouldBeTrue();
        read.Sources[2].IsSame(configuration.Sources[1]).ShouldBeFalse();
        read.Sources[2].IsSame(configuration.Sources[2] with { EventLog = new() { Channels = ["Security"] } }).ShouldBeFalse();
    }

    [Fact]
    public void Write_OfWhatOlderAgentsKnow_HasNothingNew() =>
        Encoding.UTF8.GetString(FleetJson.Write(new AgentConfiguration { Sources = [new() { Name = "journal", Kind = SourceKind.Journald }] })).ShouldNotContain("event_log");

    [Theory]
    [InlineData("""{"name":"w","kind":"windows_event_log"}""", "sources[0].event_log: is missing")]
    [InlineData("""{"name":"w","kind":"windows_event_log","event_log":{}}""", "sources[0].event_log.channels: 1 to 64, was 0")]
    [InlineData("""{"name":"w","kind":"windows_event_log","event_log":{"channels":["System"],"colour":1}}""", "sources[0].event_log.colour: there is no such member")]
    [InlineData("""{"name":"w","kind":"windows_event_log","event_log":{"channels":["System","SYSTEM"]}}""", "sources[0].event_log.channels[1]: SYSTEM is read already")]
    [InlineData("""{"name":"w","kind":"windows_event_log","event_log":{"channels":["\\\\server\\share\\a.evtx"]}}""", "sources[0].event_log.channels[0]: must be the name of a channel, 1 to 255 characters, was \\\\server\\share\\a.evtx")]
    [InlineData("""{"name":"w","kind":"windows_event_log","event_log":{"channels":["C:/a.evtx"]}}""", "sources[0].event_log.channels[0]: must be the name of a channel, 1 to 255 characters, was C:/a.evtx")]
    [InlineData("""{"name":"w","kind":"windows_event_log","event_log":{"channels":["A'B"]}}""", "sources[0].event_log.channels[0]: must be the name of a channel, 1 to 255 characters, was A'B")]
    [InlineData("""{"name":"w","kind":"windows_event_log","event_log":{"channels":["System"],"query":"<QueryList/>"}}""", "sources[0].event_log.query: must be XPath that begins with * or Event, was <QueryList/>")]
    [InlineData("""{"name":"w","kind":"windows_event_log","event_log":{"channels":["System"],"query":""}}""", "sources[0].event_log.query: 1 to 2048 characters, was 0")]
    [InlineData("""{"name":"w","kind":"windows_event_log","event_log":{"channels":["System"]},"units":["a"]}""", "sources[0]: paths, exclude, units and multiline are not for the Windows Event Log")]
    [InlineData("""{"name":"w","kind":"journald","event_log":{"channels":["System"]}}""", "sources[0].event_log: is for the kind windows_event_log")]
    [InlineData("""{"name":"a","kind":"windows_event_log","event_log":{"channels":["System"]}},{"name":"b","kind":"windows_event_log","event_log":{"channels":["system"]}}""", "sources[1].event_log.channels[0]: system is read already")]
    public void Read_OfAnEventLogThatIsWrong_NamesThePlace(string sources, string fault) => Read($"{{\"sources\":[{sources}]}}").Faults.ShouldContain(fault);

    [Fact]
    public void Read_OfManyFaults_NamesEachWithItsPlace()
    {
        Reading<AgentConfiguration> reading = Read(
            """
            {"extra": 1, "limits": {"spool_bytes": 1, "batch_bytes": "x", "colour": 2},
             "sources": [
               {"name": "A b", "kind": "file", "paths": ["/dev/sda", "\\\\server\\x"], "format": "cobol", "max_line_bytes": 5},
               {"name": "j", "kind": "journald", "units": ["--file=/etc/shadow"], "paths": ["/a/b"]},
               {"name": "j", "kind": "registry"},
               {"name": "m", "kind": "file", "paths": ["/a/b"], "multiline": {"start": "digit", "prefix": "x", "max_lines": 1}},
               5]}
            """);

        reading.Value.ShouldBeNull();
        foreach (string place in (string[])
        [
            "extra:", "limits.spool_bytes:", "limits.batch_bytes:", "limits.colour:", "sources[0].name:", "sources[0].paths[0]:", "sources[0].paths[1]:", "sources[0].format:",
            "sources[0].max_line_bytes:", "sources[1].units[0]:", "sources[1]:", "sources[2].name:", "sources[2].kind:", "sources[3].multiline.prefix:",
            "sources[3].multiline.max_lines:", "sources[4]:",
        ])
            reading.Faults.ShouldContain(fault => fault.StartsWith(place, StringComparison.Ordinal), place);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{\"version\":1,\"version\":2}")]
    [InlineData("{\"version\":1e3}")]
    [InlineData("{\"version\":-1}")]
    [InlineData("{\"sources\":{}}")]
    [InlineData("{\"sources\":[{\"name\":\"a\",\"kind\":\"file\",\"paths\":[\"\\ud800\"]}]}")]
    [InlineData("{} {}")]
    [InlineData("{\"\\ud800\":1}")]
    public void Read_OfWhatIsNoConfiguration_IsAFaultAndNoException(string json) => Read(json).Faults.ShouldNotBeEmpty();

    [Fact]
    public void Read_OfWhatIsDeep_IsAFault() => Read("{\"sources\":" + new string('[', 500)).Faults.ShouldNotBeEmpty();

    [Fact]
    public void Read_OfWhatIsLong_IsAFault() => Read("{}" + new string(' ', ConfigurationReader.Longest)).Faults.ShouldHaveSingleItem();

    [Fact]
    public void Read_OfTooManySourcesAndPaths_IsAFault()
    {
        string source = """{"name":"a","kind":"file","paths":["/a/b"]}""";
        string paths = string.Join(',', Enumerable.Repeat("\"/a/b\"", 65));

        Read($"{{\"sources\":[{string.Join(',', Enumerable.Repeat(source, 65))}]}}").Faults.ShouldContain(fault => fault.StartsWith("sources: at most", StringComparison.Ordinal));
        Read($"{{\"sources\":[{{\"name\":\"a\",\"kind\":\"file\",\"paths\":[{paths}]}}]}}").Faults.ShouldContain(fault => fault.StartsWith("sources[0].paths: at most", StringComparison.Ordinal));
    }

    [Fact]
    public void Read_OfDamagedText_NeverThrows()
    {
        byte[] sound = FleetJson.Write(new AgentConfiguration { Sources = [new() { Name = "a", Kind = SourceKind.File, Paths = ["/var/log/*.log"] }] });
        Random random = new(7);
        for (int i = 0; i < 2_000; i++)
        {
            byte[] damaged = [.. sound];
            for (int change = 0; change <= random.Next(3); change++)
                damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            Reading<AgentConfiguration> reading = ConfigurationReader.Read(damaged);
            (reading.Value is null).ShouldBe(!reading.Faults.IsEmpty);
        }
    }

    [Theory]
    [InlineData("{\"version\":9}", 9)]
    [InlineData("{\"version\":\"9\"}", 0)]
    [InlineData("[]", 0)]
    public void VersionOf_Always_IsWhatItSays(string json, long version)
    {
        using JsonDocument document = JsonDocument.Parse(json);

        ConfigurationReader.VersionOf(document.RootElement).ShouldBe(version);
    }

    [Fact]
    public void Check_OfARecordWithoutAnything_NamesFaultsAndDoesNotThrow()
    {
        AgentConfiguration configuration = new() { Sources = [new() { Name = null!, Kind = (SourceKind)9, Paths = default, Units = [null!] }] };

        ConfigurationValidator.Check(configuration).Length.ShouldBeGreaterThanOrEqualTo(4);
    }

    private static Reading<AgentConfiguration> Read(string json) => ConfigurationReader.Read(Encoding.UTF8.GetBytes(json));
}
