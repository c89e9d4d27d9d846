using System.Collections.Immutable;
using System.Text;
using System.Text.Json.Nodes;
using HueSoc.Tests.Corpus;

namespace HueSoc.Events.Tests.Logs.Journald;

/// <summary>Exported journals of Filebeat's own tests, and what Filebeat makes of them.</summary>
public sealed class JournaldCorpusTests
{
    private static readonly ImmutableArray<(string Field, string MessageWith, string Reason)> Differences =
    [
        ("fileset.name", "", "a part of Filebeat's module; here it is in event.dataset"),
        ("input.type", "", "Filebeat's own input"),
        ("service.type", "", "Filebeat's name for the module"),
        ("event.timezone", "", "the journal's time is UTC; Filebeat adds its own machine's zone"),
        ("process.thread.capabilities.effective", "", "forty words for one number, which is journald.process.capabilities"),
        ("journald.host.boot_id", "", "the exported file was written again on another machine after the documents were made"),
        ("user.name", " : TTY=", "sudo's spaces in front of a name are no part of it"),
        ("related.user", " : TTY=", "the same"),
    ];

    [CorpusFact("corpora/linux/journald")]
    public void Records_OfEveryExport_AreAsManyAsTheirCursors()
    {
        int all = 0;
        foreach (string file in Directory.EnumerateFiles(CorpusPaths.Of("corpora/linux"), "*.export", SearchOption.AllDirectories))
        {
            byte[] bytes = File.ReadAllBytes(file);
            int cursors = Encoding.Latin1.GetString(bytes).Split('\n').Count(line => line.StartsWith("__CURSOR=", StringComparison.Ordinal));

            foreach (int piece in (int[])[1, 7, 100, int.MaxValue])
                ExportFile.Records(bytes, piece).Count.ShouldBe(cursors, file);
            all += cursors;
        }

        all.ShouldBe(73);
    }

    [CorpusFact("corpora/linux/journald")]
    public void Events_OfEveryExport_HaveTimeMachineAndMessage()
    {
        HashSet<string> boots = [];
        foreach (string file in Directory.EnumerateFiles(CorpusPaths.Of("corpora/linux/journald"), "*.export"))
        {
            foreach (byte[] record in ExportFile.Records(File.ReadAllBytes(file)))
            {
                SortedDictionary<string, JsonNode> seen = ExportFile.Read(record);
                seen.Text("@timestamp").ShouldStartWith("20", Case.Sensitive, file);
                seen.Text("event.module").ShouldBe("system");
                seen.Text("message").ShouldNotBeEmpty();
                seen.ShouldContainKey("host.hostname");
                if (file.EndsWith("multiple-boots.export", StringComparison.Ordinal))
                    boots.Add(seen.Text("journald.host.boot_id"));
            }
        }

        boots.Count.ShouldBe(3);
    }

    [CorpusFact("corpora/linux/journald/binary.export")]
    public void Events_OfBinaryMessages_HoldEveryByte()
    {
        List<byte[]> records = ExportFile.Records(File.ReadAllBytes(CorpusPaths.Of("corpora/linux/journald/binary.export")));

        records.Count.ShouldBe(9);
        ExportFile.Read(records[0]).Text("message").ShouldBe("\0\u0002\u0004\b\n\f\u000e\u0010\u0012");
        ExportFile.Read(records[1]).Text("message").ShouldBe("\0\n\u0014\u001e(2<FPZd");
    }

    [CorpusFact("corpora/linux/system-auth/debian-12.export")]
    public void Fields_OfTheSystemModulesDocuments_AreEqualOrListed()
    {
        foreach (string folder in (string[])["system-auth", "system-syslog"])
        {
            List<byte[]> records = ExportFile.Records(File.ReadAllBytes(CorpusPaths.Of($"corpora/linux/{folder}/debian-12.export")));
            JsonArray expected = JsonNode.Parse(File.ReadAllBytes(CorpusPaths.Of($"corpora/linux/{folder}/debian-12.journal-expected.json")))!.AsArray();

            records.Count.ShouldBe(expected.Count);
            Wrong(records, expected.Select(document => FlatJson.Of(document!))).ShouldBeEmpty();
        }
    }

    [CorpusFact("corpora/linux/journald/input-multiline-parser-events.json")]
    public void Fields_OfTheInputsDocuments_AreEqualOrListed()
    {
        List<byte[]> records = ExportFile.Records(File.ReadAllBytes(CorpusPaths.Of("corpora/linux/journald/input-multiline-parser.export")));
        JsonArray expected = JsonNode.Parse(File.ReadAllBytes(CorpusPaths.Of("corpora/linux/journald/input-multiline-parser-events.json")))!.AsArray();

        records.Count.ShouldBe(expected.Count);
        Wrong(records, expected.Select(document => FlatJson.Of(document!["Fields"]!))).ShouldBeEmpty();
        foreach ((byte[] record, JsonNode? document) in records.Zip(expected))
        {
            DateTimeOffset time = DateTimeOffset.Parse((string)document!["Timestamp"]!, null);
            DateTimeOffset.Parse(ExportFile.Read(record).Text("@timestamp"), null).ShouldBe(time);
        }
    }

    private static List<string> Wrong(IEnumerable<byte[]> records, IEnumerable<SortedDictionary<string, JsonNode>> expected)
    {
        List<string> wrong = [];
        foreach ((byte[] record, SortedDictionary<string, JsonNode> document) in records.Zip(expected))
        {
            SortedDictionary<string, JsonNode> seen = ExportFile.Read(record);
            foreach ((string field, JsonNode value) in document)
            {
                string? ours = seen.GetValueOrDefault(field) is { } node ? One(node) : null;
                if (!string.Equals(ours, One(value), StringComparison.Ordinal) && !IsListed(field, document.GetValueOrDefault("message")?.ToString() ?? ""))
                    wrong.Add($"{field}: {ours ?? "absent"}, expected {value.ToJsonString()}: {document.GetValueOrDefault("message")}");
            }
        }

        return wrong;
    }

    private static bool IsListed(string field, string message) =>
        Differences.Any(difference => difference.Field == field && message.Contains(difference.MessageWith, StringComparison.Ordinal));

    private static string One(JsonNode node) => (node is JsonArray { Count: 1 } one ? one[0]! : node).ToJsonString();
}
