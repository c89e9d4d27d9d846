using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using HueSoc.Events.Logs;
using HueSoc.Tests.Corpus;

namespace HueSoc.Events.Tests.Logs.Auditd;

/// <summary>The audit logs of Filebeat's own tests, and what Filebeat makes of them.</summary>
public sealed class AuditdCorpusTests
{
    private const string Folder = "corpora/linux/auditd";

    // What Filebeat's pipeline adds that no agent says of itself, or that is looked up in a database of places.
    private static readonly string[] NotOurs = ["fileset.name", "input.type", "service.type", "source.as.", "source.geo."];

    // Fields of ours that Filebeat has not, and why.
    private static readonly Dictionary<string, string> Additions = new(StringComparer.Ordinal)
    {
        ["auditd.serial"] = "the number that joins the records of an event",
        ["auditd.log.record_type"] = "Filebeat drops it where it knows no action; rules ask for it (type)",
        ["auditd.log.a*"] = "arguments by number in EXECVE: rules ask for a0, a1 …",
        ["auditd.log.res"] = "res=1 and res=0 as they were: event.outcome has words",
        ["auditd.log.decision"] = "denied or granted, which AVC says without a name",
        ["auditd.syscall"] = "the system call's name by its number: rules ask for it (SYSCALL)",
        ["auditd.socket.*"] = "the address in saddr",
        ["destination.ip"] = "beside destination.address, as source.ip is",
        ["event.created"] = "when it was read",
        ["event.outcome"] = "of SYSCALL by success=, of LOGIN by res=",
        ["event.category"] = "EXECVE and others that Filebeat leaves without",
        ["message"] = "every event has one",
        ["process.command_line"] = "the arguments in one text: rules and people ask for it",
    };

    // Fields whose value is another one, or that we leave out, and why: record type (or *) and field.
    private static readonly Dictionary<string, string> Differences = new(StringComparer.Ordinal)
    {
        ["SYSCALL event.action"] = "the call's own action also when the record has only its number",
        ["* event.outcome"] = "success and failure, where Filebeat leaves res=1 as 1",
        ["EXECVE process.executable"] = "argv[0] is what the caller says, not the file; SYSCALL has the file",
        ["EXECVE process.args"] = "the rest of an argument that began in the record before is kept",
    };

    [CorpusFact(Folder)]
    public void Normalise_EveryLine_GivesAnAuditEvent()
    {
        int lines = 0;
        int damaged = 0;
        foreach (string file in Directory.EnumerateFiles(CorpusPaths.Of(Folder), "*.log"))
        {
            foreach (JsonObject document in Events(file))
            {
                lines++;
                ((string)document["event"]!["module"]!).ShouldBe("auditd", file);

                // type=UNKNOWN[1329] msg=g: records of which auditd wrote no more than that.
                bool whole = document["auditd"]!["serial"] is not null;
                damaged += whole ? 0 : 1;
                ((string)document["@timestamp"]!).StartsWith("2026", StringComparison.Ordinal).ShouldBe(!whole, file);
            }
        }

        lines.ShouldBe(2597);
        damaged.ShouldBe(119);
    }

    [CorpusFact(Folder)]
    public void Normalise_ExpectedDocuments_EqualButForWhatIsListed()
    {
        List<string> wrong = [];
        HashSet<string> used = [];
        int compared = 0;
        foreach (string expectedFile in Directory.EnumerateFiles(CorpusPaths.Of(Folder), "*-expected.json"))
        {
            Dictionary<long, JsonObject> ours = Events(expectedFile[..^"-expected.json".Length]).ToDictionary(document => (long)document["log"]!["offset"]!);
            foreach (JsonNode? expected in JsonNode.Parse(File.ReadAllBytes(expectedFile))!.AsArray())
            {
                compared++;
                Compare(Texts(expected!), Texts(ours[(long)expected!["log.offset"]!]), wrong, used);
            }
        }

        wrong.ShouldBeEmpty();
        compared.ShouldBe(250);
        Differences.Keys.Except(used).ShouldBeEmpty("a difference that is no longer one");
    }

    // An array of one is the same as its element, for a search at least.
    private static SortedDictionary<string, string> Texts(JsonNode document)
    {
        SortedDictionary<string, string> texts = new(StringComparer.Ordinal);
        foreach ((string field, JsonNode value) in FlatJson.Of(document))
            texts[field] = (value is JsonArray { Count: 1 } one ? one[0]! : value).ToJsonString();
        return texts;
    }

    private static void Compare(SortedDictionary<string, string> expected, SortedDictionary<string, string> seen, List<string> wrong, HashSet<string> used)
    {
        string type = seen["auditd.log.record_type"].Trim('"');
        foreach ((string field, string value) in expected)
        {
            if (NotOurs.Any(name => field.StartsWith(name, StringComparison.Ordinal)))
                continue;
            string? mine = seen.GetValueOrDefault(field);
            if (string.Equals(mine, value, StringComparison.Ordinal))
                continue;
            string? listed = Differences.Keys.FirstOrDefault(key => key == $"{type} {field}" || key == $"* {field}");
            if (listed is null)
                wrong.Add(string.Create(CultureInfo.InvariantCulture, $"{type} {field}: expected {value}, is {mine}: {expected["event.original"]}"));
            else
                used.Add(listed);
        }

        foreach (string field in seen.Keys.Where(field => !expected.ContainsKey(field)))
        {
            if (!Additions.ContainsKey(field) && !Additions.Keys.Any(key => key[^1] == '*' && field.StartsWith(key[..^1], StringComparison.Ordinal)))
                wrong.Add($"{type} {field}: not expected: {seen[field]}");
        }
    }

    private static IEnumerable<JsonObject> Events(string file)
    {
        byte[] bytes = File.ReadAllBytes(file);
        LogFormats.Detect(bytes.AsSpan(0, Math.Min(bytes.Length, LogFormats.SampleBytes))).Name.ShouldBe("auditd");
        LogNormaliser normaliser = new(TimeZoneInfo.Utc);
        LogReading reading = LogFormats.Find("auditd")!.Begin(null);
        int start = 0;
        while (start < bytes.Length)
        {
            int end = Array.IndexOf(bytes, (byte)'\n', start);
            end = end < 0 ? bytes.Length : end;
            byte[] json = normaliser.Normalise(
                reading, bytes.AsSpan(start, end - start), new LogOrigin { Offset = start }, new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero)).ToArray();
            if (json.Length > 0)
                yield return JsonNode.Parse(Encoding.UTF8.GetString(json))!.AsObject();
            start = end + 1;
        }
    }
}
