using System.Text;
using System.Text.Json;
using HueSoc.Agent.Collectors.WindowsLog;
using HueSoc.Agent.Intake;
using HueSoc.Agent.Spool;
using HueSoc.Events.Logs;
using HueSoc.Fleet.Configuration;

namespace HueSoc.Agent.Tests.Collectors.WindowsLog;

/// <summary>From a channel into the spool.</summary>
public sealed class WindowsLogIntakeTests : IDisposable
{
    private const string Logon =
        "<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System><Provider Name='Microsoft-Windows-Security-Auditing' Guid='{54849625-5478-4994-A5BA-3E3B0328C30D}'/><EventID>4625</EventID><Version>0</Version><Level>0</Level>"
        + "<Task>12544</Task><Opcode>0</Opcode><Keywords>0x8010000000000000</Keywords><TimeCreated SystemTime='2026-03-01T10:00:00.1234567Z'/><EventRecordID>7</EventRecordID><Channel>Security</Channel><Computer>pc-7.hue.local</Computer><Security/></System>"
        + "<EventData><Data Name='TargetUserName'>lan</Data><Data Name='LogonType'>3</Data><Data Name='IpAddress'>10.1.2.3</Data><Data Name='Status'>0xc000006d</Data></EventData></Event>";

    private readonly string folder = Directory.CreateTempSubdirectory("huesoc-winlog-").FullName;
    private readonly ManualTime time = new();
    private readonly FakeEventLog log = new();

    public WindowsLogIntakeTests() => log.Add("Security").NextId = 7;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Collect_AnEvent_IsInTheSpoolAsWindowsWroteItWithEcsBesideIt()
    {
        log.Channels["Security"].Write(0, record => record with { Xml = Logon });

        (_, string stream, JsonElement document) = Collect().ShouldHaveSingleItem();

        stream.ShouldBe("logs-system.security-default");
        document.GetProperty("@timestamp").GetString().ShouldBe("2026-03-01T10:00:00.1234567Z");
        document.GetProperty("winlog").GetProperty("event_data").GetProperty("IpAddress").GetString().ShouldBe("10.1.2.3");
        document.GetProperty("winlog").GetProperty("record_id").GetInt64().ShouldBe(7);
        document.GetProperty("event").GetProperty("action").GetString().ShouldBe("logon-failed");
        document.GetProperty("event").GetProperty("dataset").GetString().ShouldBe("system.security");
        document.GetProperty("source").GetProperty("ip").GetString().ShouldBe("10.1.2.3");
        document.GetProperty("host").GetProperty("name").GetString().ShouldBe("pc-7.hue.local");
        document.GetProperty("agent").GetProperty("type").GetString().ShouldBe("huesoc");
    }

    [Fact]
    public void Collect_TheSameRecordByAnotherAgentState_HasTheSameId()
    {
        log.Channels["Security"].Write(0, record => record with { Xml = Logon });
        string first = Collect().ShouldHaveSingleItem().Id;
        Directory.Delete(folder, recursive: true);
        Directory.CreateDirectory(folder);

        Collect().ShouldHaveSingleItem().Id.ShouldBe(first);
    }

    [Fact]
    public void Collect_AnEventThatCannotBeRead_IsKeptAsItIs()
    {
        log.Channels["Security"].Write(0, record => record with { Xml = "<Event>{\"a\":1}\u0001" });

        JsonElement document = Collect().ShouldHaveSingleItem().Document;

        document.GetProperty("event").GetProperty("original").GetString().ShouldBe("<Event>{\"a\":1}\u0001");
        document.GetProperty("error").GetProperty("message").GetString().ShouldBe("offset 15: it ends within an element");
        document.GetProperty("winlog").GetProperty("channel").GetString().ShouldBe("Security");
        document.GetProperty("huesoc").GetProperty("normaliser").GetProperty("note").GetString().ShouldBe("event_unreadable");
    }

    [Fact]
    public void Collect_PartsOfAScript_AreJoinedInTheLast()
    {
        FakeChannel channel = log.Add("Microsoft-Windows-PowerShell/Operational");
        foreach ((int number, string text) in (ReadOnlySpan<(int, string)>)[(1, "Invoke-"), (2, "Mimikatz")])
        {
            channel.Write(number, record => record with
            {
                Xml = $"<Event><System><Provider Name='Microsoft-Windows-PowerShell'/><EventID>4104</EventID><EventRecordID>{number}</EventRecordID><Channel>Microsoft-Windows-PowerShell/Operational</Channel><Computer>pc</Computer></System>"
                    + $"<EventData><Data Name='MessageNumber'>{number}</Data><Data Name='MessageTotal'>2</Data><Data Name='ScriptBlockText'>{text}</Data><Data Name='ScriptBlockId'>c0ffee</Data></EventData></Event>",
            });
        }

        List<(string Id, string Stream, JsonElement Document)> events = Collect("Microsoft-Windows-PowerShell/Operational");

        events[1].Stream.ShouldBe("logs-windows.powershell_operational-default");
        events[1].Document.GetProperty("powershell").GetProperty("file").GetProperty("script_block_text").GetString().ShouldBe("Invoke-Mimikatz");
        events[1].Document.GetProperty("winlog").GetProperty("event_data").GetProperty("ScriptBlockText").GetString().ShouldBe("Mimikatz");
    }

    private List<(string Id, string Stream, JsonElement Document)> Collect(string channel = "Security")
    {
        SourceConfiguration source = new() { Name = "w", Kind = SourceKind.WindowsEventLog, EventLog = new() { Channels = [channel] } };
        using EventSpool spool = EventSpool.Open(folder, new SpoolOptions(), time);
        using RecordIntake intake = new(spool, new ConstantFields().Add("host.name", "may-chu").Add("agent.type", "huesoc"), TimeZoneInfo.Utc, time);
        using WindowsLogCollector collector = new(source, spool.States, new WindowsLogSettings(), log, time);
        collector.Collect(intake).ShouldBeFalse();
        intake.Commit().ShouldBeTrue();
        List<(string, string, JsonElement)> events = [];
        using SpoolReader reader = spool.OpenReader();
        while (reader.TryRead(out SpoolRecord record))
            events.Add((Encoding.ASCII.GetString(record.Id), record.DataStream, JsonSerializer.Deserialize<JsonElement>(record.Document)));
        return events;
    }
}
