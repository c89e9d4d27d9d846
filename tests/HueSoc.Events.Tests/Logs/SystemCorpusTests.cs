using System.Collections.Immutable;
using System.Text;
using System.Text.Json.Nodes;
using HueSoc.Events.Logs;
using HueSoc.Tests.Corpus;

namespace HueSoc.Events.Tests.Logs;

/// <summary>The corpus of syslog files with the documents that Filebeat's system module made of their beginnings.</summary>
public sealed class SystemCorpusTests
{
    private static readonly DateTimeOffset ReadAt = new(2026, 11, 22, 0, 0, 0, TimeSpan.Zero);

    /// <summary>What Filebeat has and we do not have equal: the fields, by name or with a dot at the end by the beginning of it, of which records, and why.</summary>
    private static readonly ImmutableArray<(string Field, string RecordWith, string Reason)> Differences =
    [
        ("fileset.name", "", "a part of Filebeat's module; here it is in event.dataset"),
        ("input.type", "", "Filebeat's own input"),
        ("service.type", "", "Filebeat's name for the module"),
        ("source.geo.", "", "needs a database of places, which is not part of reading a log"),
        ("source.as.", "", "needs a database of networks"),
        ("event.timezone", "+02:00 linux-sqrz", "the line names its own zone; ECS has the field for lines that do not"),
        ("event.timezone", "+0400 rmbkmonitor04", "the same"),
        ("event.timezone", "+04:00 rmbkmonitor04", "the same"),
        ("event.timezone", "+01:30 localhost", "the same"),
        ("event.dataset", "pam_unix(sudo-i:session)", "a message of PAM belongs to the authentications whichever file it is in"),
        ("process.name", "com.apple.xpc.launchd[1] (", "the process is launchd; in brackets is the service it speaks of"),
        ("message", "com.apple.xpc.launchd[1] (", "the service stays in the message, since it is not the process"),
        ("message", "(command continued)", "the spaces in front of a name that sudo writes are kept"),
        ("system.auth.ssh.event", "error: PAM: ", "the text of an error is no name of an event"),
    ];

    [CorpusFact("corpora/linux/system-auth")]
    public void EveryLine_OfAuthAndSyslogFiles_IsAnEvent()
    {
        int events = 0;
        foreach (string file in Files())
        {
            LogLines lines = new("syslog") { ReadAt = ReadAt };
            foreach ((long offset, byte[] line) in LinesOf(file))
            {
                if (line.AsSpan().Trim(" \t\r"u8).IsEmpty)
                    continue;
                SortedDictionary<string, JsonNode>? seen = lines.Read(line, new LogOrigin { Offset = offset });
                seen.ShouldNotBeNull();
                ((string)seen["event.original"]!).ShouldBe(Encoding.UTF8.GetString(line));
                seen.ShouldContainKey("message");
                events++;
            }
        }

        events.ShouldBe(2536);
    }

    [CorpusFact("corpora/linux/system-auth")]
    public void Fields_OfExpectedDocuments_AreEqualOrListed()
    {
        List<string> wrong = [];
        int compared = 0;
        foreach (string file in Files())
        {
            Dictionary<long, byte[]> records = Joined(file);
            foreach (JsonNode? document in JsonNode.Parse(File.ReadAllText($"{file}-expected.json"))!.AsArray())
            {
                SortedDictionary<string, JsonNode> expected = FlatJson.Of(document!);
                long offset = (long)expected["log.offset"];
                byte[] record = records[offset];
                LogFlags flags = record.AsSpan().Contains((byte)'\n') ? LogFlags.Multiline : LogFlags.None;
                SortedDictionary<string, JsonNode> seen = new LogLines("syslog", "Etc/GMT+2") { ReadAt = ReadAt }.Read(
                    record, new LogOrigin { Path = Path.GetFileName(file), Offset = offset, Flags = flags })!;
                foreach ((string field, JsonNode value) in expected)
                {
                    compared++;
                    if (!(seen.TryGetValue(field, out JsonNode? ours) && Same(field, ours, value)) && !IsListed(record, field))
                        wrong.Add($"{Path.GetFileName(file)}@{offset} {field}: {ours?.ToJsonString() ?? "absent"}, expected {value.ToJsonString()}");
                }
            }
        }

        wrong.ShouldBeEmpty();
        compared.ShouldBeGreaterThan(5000);
    }

    private static bool IsListed(byte[] record, string field) => Differences.Any(difference =>
        record.AsSpan().IndexOf(Encoding.UTF8.GetBytes(difference.RecordWith)) >= 0
        && (difference.Field == field || (difference.Field.EndsWith('.') && field.StartsWith(difference.Field, StringComparison.Ordinal))));

    private static bool Same(string field, JsonNode ours, JsonNode expected)
    {
        // Filebeat keeps milliseconds and writes its zone's offset.
        if (field == "@timestamp")
            return DateTimeOffset.Parse((string)ours!, null).ToUnixTimeMilliseconds() == DateTimeOffset.Parse((string)expected!, null).ToUnixTimeMilliseconds();
        if (ours is JsonArray left && expected is JsonArray right)
            return left.Select(Text).ToHashSet(StringComparer.Ordinal).SetEquals(right.Select(Text));
        return JsonNode.DeepEquals(ours, expected);
    }

    private static string Text(JsonNode? node) => node!.ToJsonString();

    private static string[] Files() =>
    [
        .. Directory.GetFiles(CorpusPaths.Of("corpora/linux/system-auth"), "*.log").Order(StringComparer.Ordinal),
        .. Directory.GetFiles(CorpusPaths.Of("corpora/linux/system-syslog"), "*.log").Order(StringComparer.Ordinal),
    ];

    private static IEnumerable<(long Offset, byte[] Line)> LinesOf(string file)
    {
        byte[] all = File.ReadAllBytes(file);
        int start = 0;
        while (start < all.Length)
        {
            int length = all.AsSpan(start).IndexOf((byte)'\n');
            int end = length < 0 ? all.Length : start + length;
            yield return (start, all[start..end]);
            start = end + 1;
        }
    }

    // The module joins lines that are indented to the one before.
    private static Dictionary<long, byte[]> Joined(string file)
    {
        Dictionary<long, byte[]> records = [];
        long first = -1;
        foreach ((long offset, byte[] line) in LinesOf(file))
        {
            if (first >= 0 && line.Length > 0 && line[0] is (byte)' ' or (byte)'\t')
                records[first] = [.. records[first], (byte)'\n', .. line];
            else
                records[first = offset] = line;
        }

        return records;
    }
}
