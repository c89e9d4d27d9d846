using System.Collections.Immutable;
using System.Text;
using HueSoc.Detection.Rules;
using HueSoc.Sigma;
using HueSoc.Sigma.Matching;
using HueSoc.Sigma.Pipelines;
using HueSoc.Sigma.Rules;

namespace HueSoc.Benchmarks;

/// <summary>How the time of an event grows with the number of rules, and with the number of literals of one rule.</summary>
internal static class GrowthFigure
{
    private const int Rounds = 5;

    public static bool Measure(Corpus corpus)
    {
        RuleCollection rules = RuleLoader.Load(corpus.RuleFolders, CancellationToken.None);
        HuntThread one = Warm(rules.Rules, corpus);
        HuntThread ten = Warm(PermutedRules.Of(rules.Rules, 9), corpus);
        List<double> ratios = [];
        for (int round = 0; round < Rounds; round++)
            ratios.Add(1 / (Passes.Hunt(corpus.Events, 5, one).Seconds / Passes.Hunt(corpus.Events, 5, ten).Seconds));
        bool good = Figures.Judge("rules × 10 / rules", Passes.Median(ratios), atMost: 2.0);
        Literals(corpus);
        return good;
    }

    /// <summary>One rule, all its literals looked for in one field: CallTrace, the longest of the most frequent event.</summary>
    private static void Literals(Corpus corpus)
    {
        Console.WriteLine("  one rule, all literals in one field (CallTrace), nanoseconds an event over the corpus:");
        Random random = new(20261121);
        double? first = null;
        foreach (int count in new[] { 1, 10, 100, 1_000, 10_000, 40_000 })
        {
            StringBuilder rule = new("title: t\nlogsource: {product: windows}\ndetection:\n  s:\n    CallTrace|contains:\n");
            for (int i = 0; i < count; i++)
                rule.Append("      - '").Append(Word(random)).Append("'\n");
            rule.Append("  condition: s\n");
            RuleCollection parsed = RuleLoader.Parse([("literals.yml", rule.ToString())]);
            HuntThread matcher = Warm(parsed.Rules, corpus);
            double seconds = Passes.Median(Enumerable.Range(0, 3).Select(_ => Passes.Hunt(corpus.Events, 2, matcher).Seconds));
            double each = seconds / (2 * HuntFigure.Lines(corpus.Events)) * 1e9;
            first ??= each;
            Console.WriteLine($"    {count,6:N0} literals: {each,7:F0} ns, {each / first.Value:F2} × one literal");
        }
    }

    private static string Word(Random random) =>
        string.Create(random.Next(6, 24), random, static (span, r) =>
        {
            for (int i = 0; i < span.Length; i++)
                span[i] = "abcdefghijklmnopqrstuvwxyz0123456789.\\"[r.Next(38)];
        });

    private static HuntThread Warm(ImmutableArray<SigmaRule> rules, Corpus corpus)
    {
        List<RuleProblem> problems = [];
        ImmutableArray<ProcessingPipeline> pipelines =
            [.. Corpus.Pipelines.Select(p => ProcessingPipeline.Parse(p, File.ReadAllText(p), problems)!)];
        SigmaEngine engine = SigmaEngine.Compile(rules, pipelines, EngineLayouts.All);
        return Passes.Warm(engine, corpus.Events, 1)[0];
    }
}
