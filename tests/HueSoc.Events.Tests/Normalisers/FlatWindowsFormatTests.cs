using System.Text;
using System.Text.Json.Nodes;
using HueSoc.Events.Normalisers;

namespace HueSoc.Events.Tests.Normalisers;

/// <summary>What of ECS stands beside the fields of flat Windows events. The fields themselves stay as they were, in every test.</summary>
public sealed class FlatWindowsFormatTests
{
    [Fact]
    public void SysmonProcess_UserProgramAndParent()
    {
        JsonObject seen = Normalise("""
            {"EventID":1,"Channel":"Microsoft-Windows-Sysmon/Operational","User":"HUE\\an","Image":"C:\\Windows\\System32\\cmd.exe","CommandLine":"cmd /c \"dir\"",
             "ProcessId":"4321","ParentImage":"C:\\Windows\\explorer.exe","ParentCommandLine":"explorer","ParentProcessId":77,"Message":"Process Create:\r\nx"}
            """);

        Text(seen, "message").ShouldBe("Process Create:\r\nx");
        Text(seen, "user.name").ShouldBe("an");
        Text(seen, "user.domain").ShouldBe("HUE");
        Text(seen, "process.executable").ShouldBe(@"C:\Windows\System32\cmd.exe");
        Text(seen, "process.name").ShouldBe("cmd.exe");
        Text(seen, "process.command_line").ShouldBe("cmd /c \"dir\"");
        Json(seen, "process.pid").ShouldBe("4321");
        Text(seen, "process.parent.executable").ShouldBe(@"C:\Windows\explorer.exe");
        Text(seen, "process.parent.name").ShouldBe("explorer.exe");
        Text(seen, "process.parent.command_line").ShouldBe("explorer");
        Json(seen, "process.parent.pid").ShouldBe("77");
    }

    [Fact]
    public void SecurityProcess_IdsAreOfTheNewOneAndOfItsMaker()
    {
        JsonObject seen = Normalise("""
            {"EventID":4688,"SubjectUserName":"an","SubjectDomainName":"HUE","TargetUserName":"-","NewProcessName":"C:\\a\\b.exe","NewProcessId":"0x1a4","ProcessId":"0x10","ParentProcessName":"C:\\c.exe"}
            """);

        Text(seen, "user.name").ShouldBe("an");
        Text(seen, "process.name").ShouldBe("b.exe");
        Json(seen, "process.pid").ShouldBe("420");
        Json(seen, "process.parent.pid").ShouldBe("16");
        Text(seen, "process.parent.name").ShouldBe("c.exe");
    }

    [Theory]
    [InlineData(4624, "target", "T", null)]
    [InlineData(4625, "target", "T", null)]
    [InlineData(4634, "target", "T", null)]
    [InlineData(4771, "target", "T", null)]
    [InlineData(4648, "subject", "S", null)]
    [InlineData(4720, "subject", "S", "target")]
    [InlineData(4738, "subject", "S", "target")]
    [InlineData(4672, "subject", "S", null)]
    public void Security_WhoseUserItIs_DependsOnTheEvent(int code, string name, string domain, string? other)
    {
        JsonObject seen = Normalise($$"""{"EventID":"{{code}}","SubjectUserName":"subject","SubjectDomainName":"S","TargetUserName":"target","TargetDomainName":"T"}""");

        Text(seen, "user.name").ShouldBe(name);
        Text(seen, "user.domain").ShouldBe(domain);
        Text(seen, "user.target.name").ShouldBe(other);
    }

    [Theory]
    [InlineData("10.1.2.3", "10.1.2.3")]
    [InlineData("::ffff:10.1.2.3", "10.1.2.3")]
    [InlineData("fe80::1%12", "fe80::1")]
    [InlineData("::1", "::1")]
    [InlineData("-", null)]
    [InlineData("", null)]
    [InlineData("LOCAL", null)]
    [InlineData("12", null)]
    [InlineData("300.1.2.3", null)]
    public void Address_OnlyOne_IsTaken(string written, string? address)
    {
        JsonObject seen = Normalise($$"""{"EventID":4624,"IpAddress":"{{written}}","IpPort":"51000"}""");

        Text(seen, "source.ip").ShouldBe(address);
        Json(seen, "source.port").ShouldBe(address is null ? null : "51000");
    }

    [Fact]
    public void SysmonNetwork_BothEnds()
    {
        JsonObject seen = Normalise("""{"EventID":3,"SourceIp":"10.0.0.1","SourcePort":"5000","DestinationIp":"10.0.0.2","DestinationPort":443}""");

        Text(seen, "source.ip").ShouldBe("10.0.0.1");
        Json(seen, "source.port").ShouldBe("5000");
        Text(seen, "destination.ip").ShouldBe("10.0.0.2");
        Json(seen, "destination.port").ShouldBe("443");
    }

    [Fact]
    public void FilteringPlatform_ProgramAndBothEnds()
    {
        JsonObject seen = Normalise("""{"EventID":5156,"Application":"\\device\\harddiskvolume1\\x.exe","SourceAddress":"10.0.0.1","SourcePort":"0","DestAddress":"10.0.0.2","DestPort":"53"}""");

        Text(seen, "process.name").ShouldBe("x.exe");
        Text(seen, "source.ip").ShouldBe("10.0.0.1");
        Json(seen, "source.port").ShouldBeNull();
        Json(seen, "destination.port").ShouldBe("53");
    }

    [Theory]
    [InlineData("TargetFilename", "file.path")]
    [InlineData("ImageLoaded", "file.path")]
    [InlineData("TargetObject", "registry.path")]
    [InlineData("QueryName", "dns.question.name")]
    [InlineData("Message", "message")]
    [InlineData("Image", "process.executable")]
    [InlineData("SourceImage", "process.executable")]
    [InlineData("ProcessName", "process.executable")]
    [InlineData("Process Name", "process.executable")]
    public void Value_IsTheSameUnderItsEcsName(string from, string to)
    {
        JsonObject seen = Normalise(new JsonObject { ["EventID"] = 11, [from] = "a\\b \"c\" \u0007é\U0001F600" }.ToJsonString());

        Text(seen, to).ShouldBe("a\\b \"c\" \u0007é\U0001F600");
    }

    [Theory]
    [InlineData("user", "User", "HUE\\an")]
    [InlineData("process", "Image", "C:\\x.exe")]
    [InlineData("source", "SourceIp", "10.0.0.1")]
    [InlineData("destination", "DestinationIp", "10.0.0.1")]
    [InlineData("file", "TargetFilename", "C:\\x")]
    [InlineData("registry", "TargetObject", "HKLM\\x")]
    [InlineData("dns", "QueryName", "a.vn")]
    [InlineData("dns.question", "QueryName", "a.vn")]
    [InlineData("process.parent", "ParentImage", "C:\\x.exe")]
    [InlineData("user.name", "User", "HUE\\an")]
    [InlineData("process.name", "Image", "C:\\x.exe")]
    [InlineData("message", "Message", "m")]
    public void FieldOfTheEventsOwn_WhereEcsHasToGo_Stays(string own, string from, string value)
    {
        JsonObject seen = Normalise(new JsonObject { ["EventID"] = 1, [own] = "mine", [from] = value }.ToJsonString());

        Text(seen, own).ShouldBe("mine");
        seen.ContainsKey("huesoc").ShouldBeFalse();
    }

    [Theory]
    [InlineData("""{"EventID":1,"Image":null,"User":{"a":"b"},"SourceIp":[],"ProcessId":"x","CommandLine":"","TargetObject":"-"}""")]
    [InlineData("""{"EventID":1,"ProcessId":"0x","ParentProcessId":"99999999999","Image":[["C:\\x"]],"image":"C:\\x"}""")]
    public void NothingSaid_NothingAdded(string document)
    {
        JsonObject seen = Normalise(document);

        seen.Select(member => member.Key).Except(JsonNode.Parse(document)!.AsObject().Select(member => member.Key)).ShouldBe(["event"]);
    }

    [Fact]
    public void EventOfAKnownSource_IsReadByTheTableAndStaysFlat()
    {
        JsonObject seen = Normalise("""{"EventID":4624,"SourceName":"Microsoft-Windows-Security-Auditing","Keywords":-9214364837600034816,"LogonType":"3","TargetUserName":"an","IpAddress":"10.0.0.1"}""");

        Text(seen, "event.action").ShouldBe("logged-in");
        Text(seen, "event.outcome").ShouldBe("success");
        Json(seen, "related.ip").ShouldBe("""["10.0.0.1"]""");
        seen.ContainsKey("winlog").ShouldBeFalse();
    }

    [Fact]
    public void FieldSentTwice_TheFirstCounts()
    {
        JsonObject seen = NormaliseRaw("""{"EventID":1,"Image":"C:\\a.exe","Image":"C:\\b.exe"}""");

        Text(seen, "process.name").ShouldBe("a.exe");
    }

    [Fact]
    public void LongPath_WithEscapes_IsKeptWhole()
    {
        string folder = string.Concat(Enumerable.Repeat("é\\", 2_000));

        JsonObject seen = Normalise(new JsonObject { ["EventID"] = 1, ["Image"] = folder + "x.exe" }.ToJsonString());

        Text(seen, "process.executable").ShouldBe(folder + "x.exe");
        Text(seen, "process.name").ShouldBe("x.exe");
    }

    private static JsonObject Normalise(string document)
    {
        JsonObject seen = NormaliseRaw(document);
        foreach ((string key, JsonNode? value) in JsonNode.Parse(document)!.AsObject())
            JsonNode.DeepEquals(seen[key], value).ShouldBeTrue(key);
        return seen;
    }

    private static JsonObject NormaliseRaw(string document)
    {
        EventDraft draft = new();
        draft.TryRead(Encoding.UTF8.GetBytes(document), new JsonBounds()).ShouldBeTrue(draft.Problem);
        NormaliserContext context = new(TimeZoneInfo.Utc);
        context.Begin(DateTimeOffset.UnixEpoch);
        EventFormats.Normalise(draft, context).ShouldBe("flat");
        return JsonNode.Parse(draft.Finish())!.AsObject();
    }

    private static string? Text(JsonObject seen, string path) => Find(seen, path)?.ToString();

    private static string? Json(JsonObject seen, string path) => Find(seen, path)?.ToJsonString();

    private static JsonNode? Find(JsonObject seen, string path)
    {
        if (seen.TryGetPropertyValue(path, out JsonNode? dotted))
            return dotted;
        JsonNode? node = seen;
        foreach (string name in path.Split('.'))
            node = (node as JsonObject)?[name];
        return node;
    }
}
