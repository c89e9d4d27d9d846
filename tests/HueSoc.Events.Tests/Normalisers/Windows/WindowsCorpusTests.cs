using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using HueSoc.Events.Normalisers;
using HueSoc.Events.Readers;
using HueSoc.Tests.Corpus;
using static HueSoc.Events.Tests.Normalisers.Windows.WindowsEvents;

namespace HueSoc.Events.Tests.Normalisers.Windows;

/// <summary>Real events, and what Winlogbeat makes of its own.</summary>
public sealed class WindowsCorpusTests
{
    private const string Events = "corpora/sigma/windows-events.jsonl.xz";
    private const string Measured = "corpora/ecs/ecs_fields_by_event.json";
    private const string Disagreements = "corpora/ecs/sigma_vs_winlogbeat_disagreements.json";

    // Fields that Winlogbeat fills and we do not, each for its reason.
    private static readonly string[] LeftOut =
    [
        // The shipper's own, or set by whoever receives the event.
        "ecs.version", "event.created", "event.ingested", "event.kind", "log.level", "message", "host.os.family", "host.name",

        // They need the list of public suffixes.
        "dns.question.registered_domain", "dns.question.subdomain", "dns.question.top_level_domain",

        // Hashes of what stands beside them.
        "network.community_id", "powershell.file.script_block_hash",
    ];

    // Fields that are filled from what is true of something else.
    private static readonly (string Event, string Field)[] LeftOutOf =
    [
        // The user in Sysmon's System section is that of its service.
        ("sysmon:", "user.id"),

        // The hash is that of the file that was removed or copied, so it goes to file.hash.
        ("sysmon:23", "process.hash"), ("sysmon:23", "process.pe"), ("sysmon:24", "process.hash"), ("sysmon:26", "process.hash"),
    ];

    [CorpusFact(Measured)]
    public void Rows_FillWhatWinlogbeatFills()
    {
        Dictionary<string, HashSet<string>> ours = Ours();
        List<string> missing = [];
        foreach ((string name, JsonNode? measured) in JsonNode.Parse(File.ReadAllText(CorpusPaths.Of(Measured)))!.AsObject())
        {
            if (!name.Contains(':'))
                continue;
            ours.TryGetValue(name, out HashSet<string>? filled);
            foreach (string field in measured!["ecs_fields"]!.AsArray().Select(field => field!.GetValue<string>()))
            {
                bool isOurs = filled is not null && (filled.Contains(field) || field == "@timestamp");
                if (!isOurs && !LeftOut.Contains(field) && !LeftOutOf.Any(pair => name.StartsWith(pair.Event, StringComparison.Ordinal) && field.StartsWith(pair.Field, StringComparison.Ordinal)))
                    missing.Add($"{name} {field}");
            }
        }

        missing.ShouldBeEmpty();
    }

    [CorpusFact(Measured)]
    public void Rows_SayWhatWinlogbeatSays()
    {
        Dictionary<string, JsonObject> lines = Lines();
        List<string> other = [];
        foreach ((string name, JsonNode? measured) in JsonNode.Parse(File.ReadAllText(CorpusPaths.Of(Measured)))!.AsObject())
        {
            if (!lines.TryGetValue(name, out JsonObject? line))
                continue;
            foreach (string field in new[] { "event.action", "event.category", "event.type" })
            {
                string[] theirs = measured![field] is JsonArray list ? [.. list.Select(word => word!.GetValue<string>()).Order(StringComparer.Ordinal)] : [];
                string[] mine = line["ecs"]![field] switch
                {
                    JsonArray words => [.. words.Select(word => word!.GetValue<string>()).Order(StringComparer.Ordinal)],
                    { } word => [word.GetValue<string>()],
                    null => [],
                };
                if (theirs.Length > 0 && !theirs.SequenceEqual(mine))
                    other.Add($"{name} {field}: {string.Join(' ', mine)}, not {string.Join(' ', theirs)}");
            }
        }

        other.ShouldBeEmpty();
    }

    [CorpusFact(Disagreements)]
    public void Values_ThatWinlogbeatChanges_AreChangedAlike()
    {
        // Whose account a text is differs by more than the one field the list has; of two sessions we name the new one.
        string[] others = ["SubjectUserName", "SubjectDomainName", "SubjectUserSid", "TargetDomainName", "TargetLogonId", "Initiated"];
        List<string> wrong = [];
        int checkedValues = 0;
        foreach (JsonNode? entry in JsonNode.Parse(File.ReadAllText(CorpusPaths.Of(Disagreements)))!["disagreements"]!.AsArray())
        {
            string module = entry!["module"]!.ToString();
            string field = entry["sigma_field"]!.ToString();
            string target = entry["ecs_target"]!.ToString();
            int id = entry["event_code"]!.GetValue<int>();
            string raw = entry["example_raw"]!.ToString();
            if (module == "powershell" || target.StartsWith("winlog.", StringComparison.Ordinal) || others.Contains(field) || entry["example_ingested"] is not { } theirs)
                continue;

            // A process that made another one, the name of a path, and LOCAL, which is no address.
            if ((id == 4688 && field is "ProcessId" or "ParentProcessName") || (id == 4778 && raw == "LOCAL") || raw.StartsWith("{00000000", StringComparison.Ordinal))
                continue;
            string provider = module == "security" ? "Microsoft-Windows-Security-Auditing" : "Microsoft-Windows-Sysmon";
            string? mine = Text(Normalise(Event(provider, id, new() { [field] = raw })), target);
            checkedValues++;
            if (!string.Equals(mine, theirs.ToString(), StringComparison.OrdinalIgnoreCase))
                wrong.Add($"{module}:{id} {field} {raw}: {mine}, not {theirs}");
        }

        wrong.ShouldBeEmpty();
        checkedValues.ShouldBeGreaterThan(15);
    }

    [CorpusFact(Events)]
    public void RealEvents_InBothLayouts_StayAndAgree()
    {
        using Process xz = Process.Start(new ProcessStartInfo("xz", ["-dc", CorpusPaths.Of(Events)]) { RedirectStandardOutput = true, UseShellExecute = false })!;
        using JsonLinesReader reader = new(xz.StandardOutput.BaseStream, new EventReaderOptions());
        EventBatch batch = new();
        EventDraft flat = new();
        EventDraft nested = new();
        NormaliserContext context = new(TimeZoneInfo.Utc);
        int number = 0;
        int described = 0;
        while (reader.TryRead(batch))
        {
            foreach (EventSlice slice in batch.Events)
            {
                ReadOnlyMemory<byte> line = batch.Buffer.AsMemory(slice.Offset, slice.Length);
                flat.TryRead(line, new JsonBounds()).ShouldBeTrue();
                context.Begin(DateTimeOffset.UnixEpoch);
                EventFormats.Normalise(flat, context).ShouldBe("flat");
                byte[] seen = flat.Finish().ToArray();

                // Each event is written and read; one in twenty is looked at as a whole.
                if (number++ % 20 != 0)
                    continue;
                JsonObject document = JsonNode.Parse(line.Span)!.AsObject();
                JsonObject normal = JsonNode.Parse(seen)!.AsObject();
                foreach ((string name, JsonNode? value) in document)
                {
                    // A host that is a text becomes the host's name.
                    if (name != "host" && !JsonNode.DeepEquals(normal[name], value))
                        Assert.Fail($"{name} of line {number}");
                }

                if (normal["event"]?["action"] is null)
                    continue;
                described++;
                JsonObject winlog = new()
                {
                    ["provider_name"] = document["SourceName"]?.DeepClone(),
                    ["event_id"] = document["EventID"]!.ToString(),
                    ["event_data"] = document.DeepClone(),
                };
                nested.TryRead(Encoding.UTF8.GetBytes(new JsonObject { ["winlog"] = winlog }.ToJsonString()), new JsonBounds()).ShouldBeTrue();
                context.Begin(DateTimeOffset.UnixEpoch);
                EventFormats.Normalise(nested, context).ShouldBe("winlogbeat");
                JsonObject other = JsonNode.Parse(nested.Finish())!.AsObject();
                JsonNode.DeepEquals(other["winlog"]!["event_data"], document).ShouldBeTrue();
                foreach (string name in new[] { "user", "process", "file", "registry", "source", "destination", "dns", "network", "related", "powershell", "service", "group" })
                {
                    if (!JsonNode.DeepEquals(other[name], normal[name]))
                        Assert.Fail($"{name} of line {number}: {normal[name]?.ToJsonString()}, not {other[name]?.ToJsonString()}");
                }
            }
        }

        xz.WaitForExit();
        number.ShouldBe(50_226);
        described.ShouldBeGreaterThan(2_400);
    }

    private static Dictionary<string, JsonObject> Lines()
    {
        Dictionary<string, JsonObject> lines = new(StringComparer.Ordinal);
        foreach (string text in File.ReadLines(Path.Combine(CorpusPaths.Repository, "tests/HueSoc.Events.Tests/Normalisers/Windows/golden/windows-ecs.jsonl")))
        {
            JsonObject line = JsonNode.Parse(text)!.AsObject();
            if (line["ecs"]!["event.module"] is { } module)
                lines[$"{module}:{line["event"]!["winlog"]!["event_id"]}"] = line;
        }

        return lines;
    }

    private static Dictionary<string, HashSet<string>> Ours() =>
        Lines().ToDictionary(pair => pair.Key, pair => pair.Value["ecs"]!.AsObject().Select(field => field.Key).ToHashSet(StringComparer.Ordinal), StringComparer.Ordinal);
}
