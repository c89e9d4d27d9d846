using HueSoc.Events.Layouts;

namespace HueSoc.Events.Tests.Layouts;

public sealed class EvtxDumpLayoutTests
{
    private const string Nested = """
        {"Event":{"#attributes":{"xmlns":"x"},
          "System":{"Provider":{"#attributes":{"Name":"Service Control Manager","Guid":"555908d1"}},
            "EventID":{"#attributes":{"Qualifiers":16384},"#text":7045},"Version":1,"Level":4,"Keywords":"0x80","Opcode":0,"Task":2,
            "TimeCreated":{"#attributes":{"SystemTime":"2024-05-06T07:08:09.1Z"}},"EventRecordID":77,
            "Execution":{"#attributes":{"ProcessID":540,"ThreadID":541}},"Security":{"#attributes":{"UserID":"S-1-5-18"}},
            "Correlation":{"#attributes":{"ActivityID":"A-1"}},"Channel":"System","Computer":"pc1.hue"},
          "EventData":{"ImagePath":"c:\\x.exe","Service Name":"evil","Level":"own level","Version":"own version","Computer":"other"}}}
        """;

    private const string Separate = """
        {"Event":{"System":{"Provider_attributes":{"Name":"Microsoft-Windows-Eventlog"},"EventID_attributes":{"Qualifiers":3},"EventID":104,
            "TimeCreated_attributes":{"SystemTime":"2024-01-01T00:00:00Z"},"Execution_attributes":{"ProcessID":9},"Version":5,"Channel":"System"},
          "UserData":{"LogFileCleared_attributes":{"xmlns":"y"},"LogFileCleared":{"SubjectUserName":"an","Channel":"Application"}}}}
        """;

    [Theory]
    [InlineData(Nested, "EventID", "7045")]
    [InlineData(Nested, "EventID_Qualifiers", "16384")]
    [InlineData(Nested, "Provider_Name", "Service Control Manager")]
    [InlineData(Nested, "Provider_Guid", "555908d1")]
    [InlineData(Nested, "Execution_ProcessID", "540")]
    [InlineData(Nested, "Execution_ThreadID", "541")]
    [InlineData(Nested, "Security_UserID", "S-1-5-18")]
    [InlineData(Nested, "Correlation_ActivityID", "A-1")]
    [InlineData(Nested, "TimeCreated_SystemTime", "2024-05-06T07:08:09.1Z")]
    [InlineData(Nested, "Channel", "System")]
    [InlineData(Nested, "Task", "2")]
    [InlineData(Nested, "Opcode", "0")]
    [InlineData(Nested, "Keywords", "0x80")]
    [InlineData(Nested, "EventRecordID", "77")]
    [InlineData(Nested, "ImagePath", "c:\\x.exe")]
    [InlineData(Nested, "ServiceName", "evil")]
    [InlineData(Nested, "Event.System.Level", "4")]
    [InlineData(Separate, "EventID", "104")]
    [InlineData(Separate, "EventID_Qualifiers", "3")]
    [InlineData(Separate, "Provider_Name", "Microsoft-Windows-Eventlog")]
    [InlineData(Separate, "Execution_ProcessID", "9")]
    [InlineData(Separate, "SubjectUserName", "an")]
    public void Paths_Field_LeadToItsValue(string json, string field, string value) =>
        PathLookup.Values(json, field).ShouldBe([value]);

    [Theory]
    [InlineData("{\"Data\":\"one\"}", "one")]
    [InlineData("{\"Data\":{\"#text\":\"one\"}}", "one")]
    [InlineData("{\"Data\":{\"#text\":[\"one\",\"two\"]}}", "one", "two")]
    [InlineData("{\"Data\":[\"one\",\"two\"]}", "one", "two")]
    public void Paths_DataWithoutNames_LeadToAllOfIt(string eventData, params string[] values) =>
        PathLookup.Values($$$"""{"Event":{"System":{"EventID":1},"EventData":{{{eventData}}}}}""", "Data").ShouldBe(values);

    [Theory]
    [InlineData(Nested, "Level", "4")]
    [InlineData(Nested, "Computer", "pc1.hue")]
    [InlineData(Separate, "Channel", "System")]
    public void Paths_NameInSystemAndInTheData_MeanSystem(string json, string field, string value) =>
        PathLookup.Values(json, field).ShouldBe([value]);

    [Theory]
    [InlineData(Nested, "own version")]
    [InlineData(Separate, "5")]
    public void Paths_Version_MeanTheDataIfItHasOne(string json, string value) =>
        PathLookup.Values(json, "Version").ShouldBe([value]);

    [Fact]
    public void Paths_AbsentField_LeadNowhere() => PathLookup.Values(Nested, "CommandLine").ShouldBeEmpty();

    [Fact]
    public void Layout_OfBothSpellings_IsEvtxDump() =>
        new[] { Nested, Separate }.ShouldAllBe(json => PathLookup.Recognise(json).Name == "evtx_dump");

    [Fact]
    public void TimestampHostAndRecordPaths_LeadToThem()
    {
        PathLookup.First(Nested, layout => layout.TimestampPaths).ShouldBe(["2024-05-06T07:08:09.1Z"]);
        PathLookup.First(Separate, layout => layout.TimestampPaths).ShouldBe(["2024-01-01T00:00:00Z"]);
        PathLookup.First(Nested, layout => layout.HostPaths).ShouldBe(["pc1.hue"]);
        PathLookup.First(Nested, layout => layout.RecordPaths).ShouldBe(["77"]);
    }
}
