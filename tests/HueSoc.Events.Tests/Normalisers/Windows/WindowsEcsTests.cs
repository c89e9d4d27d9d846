using System.Text;
using System.Text.Json.Nodes;
using HueSoc.Events.Normalisers;
using static HueSoc.Events.Tests.Normalisers.Windows.WindowsEvents;

namespace HueSoc.Events.Tests.Normalisers.Windows;

/// <summary>Rules of the normaliser that are not one row's, and values nobody expects.</summary>
public sealed class WindowsEcsTests
{
    private const string Security = "Microsoft-Windows-Security-Auditing";
    private const string Sysmon = "Microsoft-Windows-Sysmon";

    [Theory]
    [InlineData("\"0x8020000000000000\"", "success")]
    [InlineData("\"0x8010000000000000\"", "failure")]
    [InlineData("\"0x0\"", null)]
    [InlineData("-9214364837600034816", "success")]
    [InlineData("9232379236109516800", "success")]
    [InlineData("""["Audit Failure"]""", "failure")]
    [InlineData("""["Other","Audit Success"]""", "success")]
    [InlineData("[]", null)]
    [InlineData("{}", null)]
    [InlineData("null", null)]
    [InlineData("\"\"", null)]
    public void Outcome_IsWhatTheAuditBitsSay(string keywords, string? outcome)
    {
        JsonObject document = Event(Security, 4624, []);
        document["winlog"]!["keywords"] = JsonNode.Parse(keywords);

        Text(Normalise(document), "event.outcome").ShouldBe(outcome);
    }

    [Theory]
    [InlineData("0xc0000064", "the user name does not exist")]
    [InlineData("0xC0000064", "the user name does not exist")]
    [InlineData("3221225572", "the user name does not exist")]
    [InlineData("0x0", null)]
    [InlineData("0xc0ffee00", null)]
    [InlineData("%%x", null)]
    [InlineData("-", null)]
    public void FailureStatus_IsExplained(string status, string? text) =>
        Text(Normalise(Event(Security, 4625, new() { ["Status"] = status })), "winlog.logon.failure.status").ShouldBe(text);

    [Theory]
    [InlineData("10", "RemoteInteractive")]
    [InlineData("99", null)]
    [InlineData("0x3", "Network")]
    public void LogonType_IsExplained(string type, string? text) =>
        Text(Normalise(Event(Security, 4624, new() { ["LogonType"] = type })), "winlog.logon.type").ShouldBe(text);

    [Fact]
    public void Values_OfOtherKindsThanTexts_AreTakenForTexts()
    {
        JsonObject seen = Normalise(Event(Security, 4688, new() { ["NewProcessId"] = 4556, ["NewProcessName"] = true, ["SubjectUserName"] = new JsonArray("an", "binh"), ["ProcessId"] = 1.5 }));

        Text(seen, "process.pid").ShouldBe("4556");
        Text(seen, "process.name").ShouldBe("true");
        Text(seen, "user.name").ShouldBe("an");
        Text(seen, "process.parent.pid").ShouldBeNull();
    }

    [Theory]
    [InlineData("""{"NewProcessId":{"a":1},"NewProcessName":[],"CommandLine":null,"SubjectUserName":[[]]}""")]
    [InlineData("""{"NewProcessId":"0x","NewProcessName":"","CommandLine":"-","SubjectUserName":"-","ProcessId":"-7","ParentProcessName":""}""")]
    [InlineData("""{"NewProcessId":"0","ProcessId":"99999999999999999999999999"}""")]
    public void Values_ThatSayNothing_AddNothing(string data)
    {
        JsonObject document = Event(Security, 4688, JsonNode.Parse(data)!.AsObject());

        Added(document, Normalise(document)).Keys.ShouldBe(["event.action", "event.category", "event.code", "event.module", "event.provider", "event.type", "host.name", "host.os.type"]);
    }

    [Theory]
    [InlineData("""{"winlog":{"event_id":"4688","provider_name":"Microsoft-Windows-Security-Auditing","event_data":"x"}}""")]
    [InlineData("""{"winlog":{"event_id":"4688","provider_name":"Microsoft-Windows-Security-Auditing","event_data":[{"NewProcessName":"C:\\a.exe"}]}}""")]
    [InlineData("""{"winlog":{"event_id":"9999999999","provider_name":"Microsoft-Windows-Security-Auditing","event_data":{}}}""")]
    [InlineData("""{"winlog":{"event_id":{},"provider_name":["Microsoft-Windows-Sysmon"],"event_data":{}}}""")]
    [InlineData("""{"winlog":{"channel":"x"}}""")]
    [InlineData("""{"winlog":{},"event":"x","host":"pc","process":1,"user":[],"related":{"user":"an"}}""")]
    [InlineData("""{"winlog.event_id":4624,"winlog.provider_name":"Microsoft-Windows-Security-Auditing"}""")]
    [InlineData("""{"winlog":{"logon":"x","event_id":4624,"provider_name":"Microsoft-Windows-Security-Auditing","event_data":{"LogonType":"3"}},"user":"an","source":5,"process":[1]}""")]
    public void Event_OfAnyShape_Stays(string document)
    {
        JsonObject before = JsonNode.Parse(document)!.AsObject();

        JsonObject seen = Normalise(document);

        foreach ((string name, JsonNode? value) in before)
        {
            if (name == "host")
                continue;
            foreach ((string inner, JsonNode? old) in value as JsonObject ?? [])
                JsonNode.DeepEquals(seen[name]![inner], old).ShouldBeTrue(inner);
            if (value is not JsonObject)
                JsonNode.DeepEquals(seen[name], value).ShouldBeTrue(name);
        }

        seen.ContainsKey("huesoc").ShouldBeFalse();
    }

    [Fact]
    public void Ecs_ThatIsThere_Stays()
    {
        JsonObject document = Event(Security, 4688, new() { ["NewProcessName"] = "C:\\a.exe", ["SubjectUserName"] = "an" });
        document["process"] = new JsonObject { ["name"] = "other.exe" };
        document["event"] = new JsonObject { ["action"] = "Process Creation" };

        JsonObject seen = Normalise(document);

        Text(seen, "process.name").ShouldBe("other.exe");
        Text(seen, "process.executable").ShouldBe("C:\\a.exe");
        Text(seen, "event.action").ShouldBe("Process Creation");
        seen["event"]!["category"]!.ToJsonString().ShouldBe("""["process"]""");
    }

    [Fact]
    public void HugeValue_GrowsTheEventOnlySoFar()
    {
        string huge = new string('x', 300_000) + "\\y";
        JsonObject data = [];
        foreach (string name in new[] { "Image", "User", "ParentImage", "CommandLine", "ParentCommandLine", "CurrentDirectory", "Company", "Product", "Description", "Hashes" })
            data[name] = huge;
        string document = Event(Sysmon, 1, data).ToJsonString();

        Normalise(document).ToJsonString().Length.ShouldBeLessThan(document.Length + (600 << 10));
    }

    [Fact]
    public void ProvidersOfOneChannel_AreToldApartByName()
    {
        Text(Normalise(Event("Microsoft-Windows-Kernel-General", 1, [])), "event.action").ShouldBe("system-time-changed");
        Text(Normalise(Event("Something else", 1, [])), "event.action").ShouldBeNull();
    }

    [Fact]
    public void EventWithoutASource_IsKnownByItsChannel()
    {
        JsonObject seen = Normalise("""{"winlog":{"channel":"Microsoft-Windows-Sysmon/Operational","event_id":5,"event_data":{"Image":"C:\\a.exe"}}}""");

        Text(seen, "event.action").ShouldBe("Process terminated");
    }

    [Fact]
    public void RandomValues_NeverTouchTheRawViewNorBreakTheEvent()
    {
        Random random = new(20261122);
        int rows = 0;
        foreach (string line in File.ReadLines(GoldenPath))
        {
            rows++;
            for (int round = 0; round < 4; round++)
            {
                JsonObject document = JsonNode.Parse(line)!["event"]!.AsObject();
                JsonObject winlog = document["winlog"]!.AsObject();
                JsonObject? data = (winlog["event_data"] ?? winlog["user_data"]) as JsonObject;
                foreach (string name in data?.Select(pair => pair.Key).ToArray() ?? [])
                {
                    if (random.Next(3) == 0)
                        data![name] = RandomValue(random);
                }

                JsonObject seen = Normalise(document);

                JsonNode.DeepEquals(seen["winlog"]!["event_data"], winlog["event_data"]).ShouldBeTrue(line);
                JsonNode.DeepEquals(seen["winlog"]!["user_data"], winlog["user_data"]).ShouldBeTrue(line);
            }
        }

        rows.ShouldBeGreaterThan(500);
    }

    [Theory]
    [InlineData(Security, 4688)]
    [InlineData(Security, 4624)]
    [InlineData(Sysmon, 1)]
    [InlineData(Sysmon, 3)]
    [InlineData(Sysmon, 22)]
    public void Normalise_OnceWarm_AllocatesNothing(string provider, int id)
    {
        string line = File.ReadLines(GoldenPath).First(text => text.Contains($"\"provider_name\":\"{provider}\",\"event_id\":\"{id}\"", StringComparison.Ordinal));
        byte[] document = Encoding.UTF8.GetBytes(JsonNode.Parse(line)!["event"]!.ToJsonString());
        EventDraft draft = new();
        NormaliserContext context = new(TimeZoneInfo.Utc);
        JsonBounds bounds = new();
        Run();

        // Buffers that are shared are given back and made again now and then; what every event took would be seen in each round.
        long least = long.MaxValue;
        for (int round = 0; round < 10; round++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < 20; i++)
                Run();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        least.ShouldBe(0);

        void Run()
        {
            draft.TryRead(document, bounds);
            context.Begin(DateTimeOffset.UnixEpoch);
            EventFormats.Normalise(draft, context);
            draft.Finish();
        }
    }

    private static string GoldenPath => Path.Combine(HueSoc.Tests.Corpus.CorpusPaths.Repository, "tests/HueSoc.Events.Tests/Normalisers/Windows/golden/windows-ecs.jsonl");

    private static JsonNode? RandomValue(Random random) => random.Next(12) switch
    {
        0 => null,
        1 => random.Next(),
        2 => true,
        3 => new JsonArray("a", 1, new JsonObject()),
        4 => new JsonObject { ["x"] = "y" },
        5 => new JsonArray(),
        6 => "-",
        7 => new string('\\', random.Next(1, 200)),
        8 => "\"\0\u0001\ud83d\ude00,=;:%%0x()[]" + random.Next(),
        9 => string.Concat(Enumerable.Repeat("a=b;type:  5 x;\"\\\n", random.Next(1, 50))),
        10 => "0x" + random.NextInt64().ToString("x"),
        _ => new string('é', random.Next(1, 5000)),
    };
}
