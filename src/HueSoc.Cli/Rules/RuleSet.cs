using System.Collections.Immutable;
using HueSoc.Cli.Output;
using HueSoc.Detection.Rules;
using HueSoc.Sigma;
using HueSoc.Sigma.Correlations;
using HueSoc.Sigma.Pipelines;
using HueSoc.Sigma.Rules;

namespace HueSoc.Cli.Rules;

/// <summary>Rules and pipelines, read and compiled, with everything that did not make it.</summary>
internal sealed record RuleSet
{
    /// <summary>What is evaluated.</summary>
    public required SigmaEngine Engine { get; init; }

    /// <summary>The correlations that are evaluated over what the engine matches.</summary>
    public required CorrelationSet Correlations { get; init; }

    /// <summary>What is said of the rules: those of the engine, then the correlations.</summary>
    public required ImmutableArray<HitRule> Headings { get; init; }

    /// <summary>Whether each of them counts by itself; if not, it is only material for correlations.</summary>
    public required ImmutableArray<bool> Shown { get; init; }

    /// <summary>The rules that were refused.</summary>
    public required ImmutableArray<RuleProblem> Failed { get; init; }

    /// <summary>The rules that are valid and not evaluated, and why.</summary>
    public required ImmutableArray<RuleProblem> NotApplicable { get; init; }

    /// <summary>What is odd about rules that were kept.</summary>
    public required ImmutableArray<RuleProblem> Warnings { get; init; }

    /// <summary>Paths that are not there, and pipelines that were refused: what was asked for and not honoured.</summary>
    public required ImmutableArray<string> Unreadable { get; init; }

    /// <summary>Whether something that was asked for could not be read, rule files that are named among the failed ones included.</summary>
    public bool IsIncomplete { get; init; }

    /// <summary>How many rules were left out for their level.</summary>
    public int BelowLevel { get; init; }

    /// <summary>How many rule documents there were, good or bad.</summary>
    public int Total => Headings.Length + NotApplicable.Length + Failed.Length + BelowLevel;

    /// <summary>Reads and compiles.</summary>
    /// <param name="rulePaths">Files and folders with rules.</param>
    /// <param name="pipelinePaths">Pipeline files; the shipped ones when empty.</param>
    /// <param name="minLevel">Rules below it are left out before anything is compiled; null keeps all.</param>
    /// <param name="buildRegexes">Whether every regular expression is built at once: a check must not leave that to the first event.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static RuleSet Load(
        ImmutableArray<string> rulePaths, ImmutableArray<string> pipelinePaths, SigmaLevel? minLevel, bool buildRegexes, CancellationToken cancellationToken)
    {
        List<string> unreadable = [];
        unreadable.AddRange(rulePaths.Where(path => !Path.Exists(path)).Select(path => $"{path}: there is no such file or folder"));
        unreadable.AddRange(rulePaths.Where(path => Directory.Exists(path) && !YamlPath.IsOrHolds(path))
            .Select(path => $"{path}: there is no .yml or .yaml file in this folder"));
        RuleCollection collection = RuleLoader.Load(rulePaths.Where(Path.Exists), cancellationToken);
        ImmutableArray<ProcessingPipeline> pipelines = PipelineFiles.Load(
            pipelinePaths.IsEmpty ? PipelineFiles.Shipped() : pipelinePaths, unreadable);
        cancellationToken.ThrowIfCancellationRequested();

        // What a correlation of sufficient level builds on is needed, whatever its own level.
        HashSet<string> needed = Needed(collection.Correlations, minLevel);
        ImmutableArray<SigmaRule> rules = [.. collection.Rules.Where(rule => !(rule.Level < minLevel) || needed.Contains(rule.Id))];
        ImmutableArray<CorrelationRule> correlations = [.. collection.Correlations.Where(rule => !(rule.Level < minLevel) || needed.Contains(rule.Id))];
        SigmaEngine engine = SigmaEngine.Compile(rules, pipelines, EngineLayouts.All, buildRegexes, CorrelationSet.WatchedFields(correlations));
        CorrelationSet set = CorrelationSet.Compile(correlations, engine);
        ImmutableArray<HitRule> headings = [.. engine.Rules.Select(HitRule.Of), .. set.Rules.Select(HitRule.Of)];
        return new()
        {
            Engine = engine,
            Correlations = set,
            Headings = headings,
            Shown = [.. headings.Select(rule => set.RaisesAlone(rule.Id) && !(rule.Level < minLevel))],
            Failed = [.. collection.Problems, .. engine.Failures, .. set.Failures],
            NotApplicable = [.. engine.NotApplicable, .. set.NotApplicable],
            Warnings = collection.Warnings,
            Unreadable = [.. unreadable],
            IsIncomplete = unreadable.Count > 0 || collection.UnreadFiles > 0,
            BelowLevel = collection.Rules.Length - rules.Length + collection.Correlations.Length - correlations.Length,
        };
    }

    /// <summary>The ids of all that correlations of at least a level build on, directly or not.</summary>
    private static HashSet<string> Needed(ImmutableArray<CorrelationRule> correlations, SigmaLevel? minLevel)
    {
        Dictionary<string, CorrelationRule> byId = correlations.ToDictionary(rule => rule.Id, StringComparer.Ordinal);
        HashSet<string> needed = new(StringComparer.Ordinal);
        Stack<CorrelationRule> open = new(correlations.Where(rule => !(rule.Level < minLevel)));
        while (open.TryPop(out CorrelationRule? rule))
        {
            foreach (string id in rule.RuleIds.Where(needed.Add))
            {
                if (byId.TryGetValue(id, out CorrelationRule? part))
                    open.Push(part);
            }
        }

        return needed;
    }
}
