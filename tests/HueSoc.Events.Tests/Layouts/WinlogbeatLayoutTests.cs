namespace HueSoc.Events.Tests.Layouts;

public sealed class WinlogbeatLayoutTests
{
    private const string Raw = """
        {"@timestamp":"2024-05-06T07:08:09Z","event":{"code":"1","provider":"Microsoft-Windows-Sysmon"},"host":{"name":"pc1"},"log":{"level":"information"},
         "process":{"executable":"c:\\ecs.exe","parent":{"executable":"c:\\p.exe"}},"user":{"name":"an"},"network":{"direction":"egress"},
         "winlog":{"channel":"Microsoft-Windows-Sysmon/Operational","event_id":"1","provider_name":"Microsoft-Windows-Sysmon","computer_name":"pc1.hue",
           "record_id":99,"process":{"pid":10,"thread":{"id":11}},"user":{"identifier":"S-1-5-18"},"version":5,
           "event_data":{"Image":"c:\\raw.exe","Threat Name":"t"},"user_data":{"Param":"v"}}}
        """;

    private const string EcsOnly = """
        {"winlog":{"channel":"Security"},"event":{"code":4688,"provider":"Security"},"host":{"name":"pc2"},
         "process":{"command_line":"cmd /c x","executable":"c:\\c.exe","parent":{"executable":"c:\\p.exe"},"pe":{"original_file_name":"Cmd.Exe"}},
         "user":{"name":"an"},"network":{"direction":"egress"},"sysmon":{"dns":{"status":"SUCCESS"}},"log":{"level":"information"}}
        """;

    private const string Dotted = """{"winlog.event_id":1,"winlog.event_data.CommandLine":"x","host.name":"pc3"}""";

    [Theory]
    [InlineData(Raw, "EventID", "1")]
    [InlineData(Raw, "Channel", "Microsoft-Windows-Sysmon/Operational")]
    [InlineData(Raw, "Provider_Name", "Microsoft-Windows-Sysmon")]
    [InlineData(Raw, "Computer", "pc1.hue")]
    [InlineData(Raw, "EventRecordID", "99")]
    [InlineData(Raw, "Execution_ProcessID", "10")]
    [InlineData(Raw, "Execution_ThreadID", "11")]
    [InlineData(Raw, "Security_UserID", "S-1-5-18")]
    [InlineData(Raw, "Version", "5")]
    [InlineData(Raw, "ThreatName", "t")]
    [InlineData(Raw, "Param", "v")]
    [InlineData(EcsOnly, "EventID", "4688")]
    [InlineData(EcsOnly, "Computer", "pc2")]
    [InlineData(EcsOnly, "CommandLine", "cmd /c x")]
    [InlineData(EcsOnly, "ParentProcessName", "c:\\p.exe")]
    [InlineData(EcsOnly, "OriginalFileName", "Cmd.Exe")]
    [InlineData(EcsOnly, "process.command_line", "cmd /c x")]
    [InlineData(Dotted, "CommandLine", "x")]
    [InlineData(Dotted, "EventID", "1")]
    public void Paths_Field_LeadToItsValue(string json, string field, string value) =>
        PathLookup.Values(json, field).ShouldBe([value]);

    [Fact]
    public void Paths_FieldInTheRawViewAndInEcs_MeanTheRawView() => PathLookup.Values(Raw, "Image").ShouldBe(["c:\\raw.exe"]);

    [Fact]
    public void Paths_ScriptBlockText_LeadToTheWholeScriptWhereThereIsOne()
    {
        const string Last = """{"winlog":{"event_data":{"ScriptBlockText":"katz"}},"powershell":{"file":{"script_block_text":"Mimikatz"}}}""";

        PathLookup.Values(Last, "ScriptBlockText").ShouldBe(["Mimikatz"]);
        PathLookup.Values("""{"winlog":{"event_data":{"ScriptBlockText":"katz"}}}""", "ScriptBlockText").ShouldBe(["katz"]);
    }

    [Theory]
    [InlineData("User")]
    [InlineData("Initiated")]
    [InlineData("QueryStatus")]
    [InlineData("SubjectUserName")]
    [InlineData("Level")]
    public void Paths_FieldWhoseEcsValueIsAnother_DoNotLeadToIt(string field) => PathLookup.Values(EcsOnly, field).ShouldBeEmpty();

    [Fact]
    public void Layout_NestedOrDotted_IsWinlogbeat() =>
        new[] { Raw, EcsOnly, Dotted }.ShouldAllBe(json => PathLookup.Recognise(json).Name == "winlogbeat");

    [Fact]
    public void TimestampHostAndRecordPaths_LeadToThem()
    {
        PathLookup.First(Raw, layout => layout.TimestampPaths).ShouldBe(["2024-05-06T07:08:09Z"]);
        PathLookup.First(Raw, layout => layout.HostPaths).ShouldBe(["pc1.hue"]);
        PathLookup.First(Dotted, layout => layout.HostPaths).ShouldBe(["pc3"]);
        PathLookup.First(Raw, layout => layout.RecordPaths).ShouldBe(["99"]);
    }
}
