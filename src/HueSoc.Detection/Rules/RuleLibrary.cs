using System.Collections.Immutable;
using HueSoc.Sigma;
using HueSoc.Sigma.Correlations;
using HueSoc.Sigma.Pipelines;
using HueSoc.Sigma.Rules;

namespace HueSoc.Detection.Rules;

/// <summary>Rules and pipelines as they were read and compiled at one time, with everything that did not make it.</summary>
internal sealed record RuleLibrary
{
    /// <summary>A hash of what was read.</summary>
    public required string Revision { get; init; }

    /// <summary>The rules that look at one event.</summary>
    public required SigmaEngine Engine { get; init; }

    /// <summary>The rules that look at signals.</summary>
    public required CorrelationSet Correlations { get; init; }

    /// <summary>Every rule, without state and health.</summary>
    public required ImmutableArray<RuleStatus> Rules { get; init; }

    /// <summary>What is wrong beside rules: folders, pipelines, and what is odd about rules that were kept.</summary>
    public required ImmutableArray<string> Problems { get; init; }

    /// <summary>The rules that travel with the program.</summary>
    public static string ShippedFolder { get; } = Path.Combine(AppContext.BaseDirectory, "rules");

    /// <summary>Reads and compiles.</summary>
    public static RuleLibrary Read(RuleCatalogOptions options, CancellationToken cancellationToken)
    {
        ImmutableArray<string> paths = options.RulePaths;
        if ((options.WithShipped || paths.IsEmpty) && Directory.Exists(ShippedFolder))
            paths = [ShippedFolder, .. paths];
        ImmutableArray<string> pipelinePaths = options.PipelinePaths.IsEmpty ? PipelineFiles.Shipped() : options.PipelinePaths;
        List<string> problems = [];
        string revision = RuleRevision.Of(paths, pipelinePaths);
        RuleCollection collection = RuleLoader.Load(paths, cancellationToken);
        ImmutableArray<ProcessingPipeline> pipelines = PipelineFiles.Load(pipelinePaths, problems);
        cancellationToken.ThrowIfCancellationRequested();
        // Every regular expression is built now: that one cannot be is to be seen in the list of rules, not in the night.
        SigmaEngine engine = SigmaEngine.Compile(
            collection.Rules, pipelines, EngineLayouts.All, buildRegexes: true, CorrelationSet.WatchedFields(collection.Correlations));
        CorrelationSet correlations = CorrelationSet.Compile(collection.Correlations, engine);
        problems.AddRange(collection.Warnings.Select(warning => warning.ToString()));
        return new()
        {
            Revision = revision,
            Engine = engine,
            Correlations = correlations,
            Rules = [.. Statuses(collection, engine, correlations)],
            Problems = [.. problems],
        };
    }

    private static IEnumerable<RuleStatus> Statuses(RuleCollection collection, SigmaEngine engine, CorrelationSet correlations)
    {
        foreach (RuleProblem problem in collection.Problems)
            yield return Refused(problem);

        foreach (SigmaRule rule in engine.Rules)
            yield return Status(rule, RuleStanding.Active, null);
        foreach ((RuleProblem problem, RuleStanding standing) in With(engine.NotApplicable, engine.Failures))
        {
            yield return Owner(problem, collection.Rules, rule => rule.Location) is { } rule
                ? Status(rule, standing, problem.ToString())
                : Refused(problem);
        }

        foreach (CorrelationRule rule in correlations.Rules)
            yield return Status(rule, RuleStanding.Active, null);
        foreach ((RuleProblem problem, RuleStanding standing) in With(correlations.NotApplicable, correlations.Failures))
        {
            yield return Owner(problem, collection.Correlations, rule => rule.Location) is { } rule
                ? Status(rule, standing, problem.ToString())
                : Refused(problem);
        }
    }

    private static IEnumerable<(RuleProblem Problem, RuleStanding Standing)> With(
        ImmutableArray<RuleProblem> notApplicable, ImmutableArray<RuleProblem> failures) =>
        notApplicable.Select(problem => (problem, RuleStanding.NotApplicable)).Concat(failures.Select(problem => (problem, RuleStanding.Failed)));

    /// <summary>The rule whose document a problem lies in: the last that begins before it in the same file.</summary>
    private static T? Owner<T>(RuleProblem problem, IEnumerable<T> rules, Func<T, SourceLocation> location)
        where T : class =>
        rules.Where(rule => location(rule).Path == problem.Location.Path && location(rule).Line <= problem.Location.Line).MaxBy(rule => location(rule).Line);

    private static RuleStatus Refused(RuleProblem problem) => new()
    {
        Id = problem.Location.ToString(),
        Title = string.Empty,
        Level = SigmaLevel.Medium,
        Path = problem.Location.ToString(),
        Kind = RuleKind.Rule,
        Status = RuleStanding.Failed,
        Reason = problem.ToString(),
        CityEnabled = true,
        DisabledFor = [],
        Health = new(),
    };

    private static RuleStatus Status(SigmaRule rule, RuleStanding standing, string? reason) => new()
    {
        Id = rule.Id,
        Title = rule.Title,
        Level = rule.Level,
        Tags = rule.Tags,
        Path = rule.Location.ToString(),
        Kind = RuleKind.Rule,
        Status = standing,
        Reason = reason,
        CityEnabled = true,
        DisabledFor = [],
        Health = new(),
    };

    private static RuleStatus Status(CorrelationRule rule, RuleStanding standing, string? reason) => new()
    {
        Id = rule.Id,
        Title = rule.Title,
        Level = rule.Level,
        Tags = rule.Tags,
        Path = rule.Location.ToString(),
        Kind = RuleKind.Correlation,
        Status = standing,
        Reason = reason,
        CityEnabled = true,
        DisabledFor = [],
        Health = new(),
    };
}
