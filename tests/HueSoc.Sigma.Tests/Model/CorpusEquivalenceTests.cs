using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using HueSoc.Events.Layouts;
using HueSoc.Sigma.Matching;
using HueSoc.Sigma.Pipelines;
using HueSoc.Sigma.Rules;
using HueSoc.Tests.Corpus;
using Xunit.Abstractions;

namespace HueSoc.Sigma.Tests.Model;

/// <summary>The matcher finds exactly what the naive evaluator finds with real rules in real events.</summary>
public sealed class CorpusEquivalenceTests(ITestOutputHelper output)
{
    private const int EveryEvent = 40;

    private static readonly ImmutableArray<EventLayout> Layouts =
    [
        .. LayoutCatalog.All.Select(layout => new EventLayout
        {
            Name = layout.Name,
            Product = layout.Product,
            Markers = layout.Markers,
            Paths = layout.Paths,
            TimestampPaths = layout.TimestampPaths,
            HostPaths = layout.HostPaths,
            RecordPaths = layout.RecordPaths,
            DropsSpacesInKeys = layout.DropsSpacesInKeys,
        }),
    ];

    [CorpusFact(CorpusRules.Events)]
    public void Match_AllRulesOnASampleOfRealEvents_EqualsTheModel()
    {
        RuleCollection collection = RuleLoader.Parse(CorpusRules.ReadRules());
        ImmutableArray<ProcessingPipeline> pipelines = ReadPipelines();
        SigmaEngine engine = SigmaEngine.Compile(collection.Rules, pipelines, Layouts);
        PipelineSet set = new(pipelines, [.. Layouts.Select(l => l.Product).OfType<string>().Distinct()]);
        ImmutableArray<NaiveEvaluator> model = [.. engine.Rules.Select(rule => new NaiveEvaluator(rule, set))];
        EventMatcher matcher = engine.CreateMatcher();

        long comparisons = 0, matches = 0;
        int events = 0;
        List<string> disagreements = [];
        foreach (string line in Sample())
        {
            byte[] json = Encoding.UTF8.GetBytes(line);
            matcher.Match(json).ShouldBe(EventFault.None);
            HashSet<int> found = [.. matcher.Matches.ToArray()];
            using JsonDocument document = JsonDocument.Parse(json);
            NaiveEvent theEvent = new(document.RootElement, Layouts);
            events++;
            for (int r = 0; r < model.Length; r++)
            {
                bool expected = model[r].Matches(theEvent);
                comparisons++;
                matches += expected ? 1 : 0;
                if (expected != found.Contains(r))
                    disagreements.Add($"{engine.Rules[r].Location}: expected {expected}, was {!expected} on {line}");
            }
        }

        output.WriteLine($"{collection.Rules.Length} rules, {engine.Rules.Length} evaluated, {events} events, {comparisons} comparisons, {matches} matches");
        disagreements.ShouldBeEmpty();
        collection.Rules.Length.ShouldBe(3754);
        engine.Rules.Length.ShouldBeGreaterThanOrEqualTo(2834);
        events.ShouldBeGreaterThan(1500);
        matches.ShouldBeGreaterThan(100);
        matcher.CutOff.ShouldBeEmpty();
    }

    // Every so many, those that some rule is known to match, and the first of each kind.
    private static List<string> Sample()
    {
        HashSet<long> matched = [];
        foreach (string pair in File.ReadLines(CorpusPaths.Of("corpora/sigma/windows-expected.jsonl")))
        {
            using JsonDocument expected = JsonDocument.Parse(pair);
            matched.Add(expected.RootElement.GetProperty("record").GetInt64());
        }

        List<string> sample = [];
        HashSet<(string, string)> kinds = [];
        long record = 0;
        CorpusRules.ReadEvents(line =>
        {
            record++;
            if (record % EveryEvent == 0 || matched.Contains(record) || kinds.Add((After(line, "\"Channel\":"), After(line, "\"EventID\":"))))
                sample.Add(line);
        });
        return sample;
    }

    private static string After(string line, string key)
    {
        int start = line.IndexOf(key, StringComparison.Ordinal);
        return start < 0 ? string.Empty : line[start..].Split(',', 2)[0];
    }

    private static ImmutableArray<ProcessingPipeline> ReadPipelines()
    {
        List<RuleProblem> problems = [];
        ImmutableArray<ProcessingPipeline?> pipelines =
        [
            .. Directory.EnumerateFiles(Path.Combine(CorpusPaths.Repository, "rules", "pipelines"), "*.yml").Order(StringComparer.Ordinal)
                .Select(file => ProcessingPipeline.Parse(file, File.ReadAllText(file), problems)),
        ];
        problems.ShouldBeEmpty();
        return [.. pipelines.OfType<ProcessingPipeline>()];
    }
}
