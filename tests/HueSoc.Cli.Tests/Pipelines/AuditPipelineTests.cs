using System.Text;
using System.Text.Json;
using HueSoc.Cli.Tests.Rules;
using HueSoc.Detection.Rules;
using HueSoc.Sigma;
using HueSoc.Sigma.Matching;
using HueSoc.Sigma.Pipelines;
using HueSoc.Sigma.Rules;
using HueSoc.Tests.Corpus;
using YamlDotNet.RepresentationModel;

namespace HueSoc.Cli.Tests.Pipelines;

/// <summary>
/// Rules as people write them for Sysmon against events of Windows' own logs, through the shipped pipelines:
/// <c>windows-audit.jsonl</c>, of which each line has a rule's log source and detection, an event, and whether they meet.
/// </summary>
public sealed class AuditPipelineTests
{
    private static readonly string Golden = Path.Combine(CorpusPaths.Repository, "tests", "HueSoc.Cli.Tests", "Pipelines", "windows-audit.jsonl");
    private static readonly string PipelineFolder = Path.Combine(CorpusPaths.Repository, "rules", "pipelines");

    private static readonly Lazy<ProcessingPipeline[]> Pipelines = new(() =>
    {
        List<RuleProblem> problems = [];
        ProcessingPipeline?[] read = [.. Directory.EnumerateFiles(PipelineFolder, "*.yml").Order(StringComparer.Ordinal)
            .Select(file => ProcessingPipeline.Parse(file, File.ReadAllText(file), problems))];
        problems.ShouldBeEmpty();
        return [.. read.OfType<ProcessingPipeline>()];
    });

    public static TheoryData<int> Lines { get; } = [.. Enumerable.Range(0, File.ReadLines(Golden).Count())];

    [Theory]
    [MemberData(nameof(Lines))]
    public void Match_RuleForSysmon_SaysOfAnAuditEventWhatTheFileExpects(int line)
    {
        string text = File.ReadLines(Golden).ElementAt(line);
        GoldenEvent golden = GoldenEvent.Parse(text);
        using JsonDocument document = JsonDocument.Parse(text);
        JsonElement rule = document.RootElement.GetProperty("rule");

        // JSON is YAML too.
        string yaml = $"""
            title: A rule to try pipelines with
            id: 1fcb9a4e-55b8-4fc5-8a31-3d1a4d0c9a11
            logsource: {rule.GetProperty("logsource").GetRawText()}
            detection: {rule.GetProperty("detection").GetRawText()}
            level: high
            """;
        RuleCollection rules = RuleLoader.Parse([("rule.yml", yaml)]);
        rules.Problems.ShouldBeEmpty();
        SigmaEngine engine = SigmaEngine.Compile(rules.Rules, [.. Pipelines.Value], EngineLayouts.All);
        engine.Failures.ShouldBeEmpty();
        engine.NotApplicable.ShouldBeEmpty();
        EventMatcher matcher = engine.CreateMatcher();

        matcher.Match(golden.Json).ShouldBe(EventFault.None);

        (matcher.Matches.Length > 0).ShouldBe(golden.IsMatch, golden.Why);
    }

    [Fact]
    public void GoldenFile_HasAMatchAndANearMissOfEveryEventThatIsMapped()
    {
        HashSet<string> mapped = [.. new[] { "windows-audit.yml", "windows-audit-keys.yml" }.SelectMany(EventIds)];
        mapped.Count.ShouldBeGreaterThan(8);

        foreach (string expect in new[] { "match", "near_miss" })
        {
            HashSet<string> seen = [.. File.ReadLines(Golden).Where(line => line.Contains($"\"expect\": \"{expect}\"", StringComparison.Ordinal)).Select(EventIdOf)];
            mapped.Except(seen).ShouldBeEmpty(expect);
        }
    }

    private static string EventIdOf(string line)
    {
        using JsonDocument document = JsonDocument.Parse(line);
        JsonElement root = document.RootElement.GetProperty("event");
        if (root.TryGetProperty("winlog", out JsonElement winlog))
            return winlog.GetProperty("event_id").ToString();
        return (root.TryGetProperty("Event", out JsonElement xml) ? xml.GetProperty("System") : root).GetProperty("EventID").ToString();
    }

    private static IEnumerable<string> EventIds(string file)
    {
        using StringReader reader = new(File.ReadAllText(Path.Combine(PipelineFolder, file), Encoding.UTF8));
        YamlStream stream = [];
        stream.Load(reader);
        return stream.Documents[0].AllNodes.OfType<YamlMappingNode>()
            .Where(node => node.Children.TryGetValue("conditions", out YamlNode? conditions) && conditions is YamlMappingNode)
            .Select(node => ((YamlMappingNode)node.Children["conditions"]).Children["EventID"])
            .SelectMany(value => value is YamlSequenceNode several ? several.Children : [value])
            .Select(value => ((YamlScalarNode)value).Value!);
    }
}
