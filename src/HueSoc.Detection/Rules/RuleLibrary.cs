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

    private static IEnumerable<RuleStatus> Statuses(RuleCollection collection, SigmaEngine engine, CorrelationSet correlations) =>
    [
        .. collection.Problems.Select(Refused),
        .. engine.Rules.Select(Status),
        .. NotHonoured(collection.Rules.Select(rule => (rule.Location, Status(rule))), engine.NotApplicable, engine.Failures),
        .. correlations.Rules.Select(Status),
        .. NotHonoured(collection.Correlations.Select(rule => (rule.Location, Status(rule))), correlations.NotApplicable, correlations.Failures),
    ];

    /// <summary>The rules that problems lie in; a problem outside every rule stands for itself.</summary>
    /// <param name="written">All rules of a kind, as they were written.</param>
    /// <param name="notApplicable">The problems of rules that no event of ours can be about.</param>
    /// <param name="failures">The problems of rules that were refused.</param>
    private static IEnumerable<RuleStatus> NotHonoured(
        IEnumerable<(SourceLocation Location, RuleStatus Status)> written,
        ImmutableArray<RuleProblem> notApplicable,
        ImmutableArray<RuleProblem> failures)
    {
        ILookup<string, (SourceLocation Location, RuleStatus Status)> files = written
            .OrderByDescending(rule => rule.Location.Line)
            .ToLookup(rule => rule.Location.Path, StringComparer.Ordinal);
        return
        [
            .. notApplicable.Select(problem => Of(problem, RuleStanding.NotApplicable)),
            .. failures.Select(problem => Of(problem, RuleStanding.Failed)),
        ];

        // The rule whose document a problem lies in: the last that begins before it in the same file.
        RuleStatus Of(RuleProblem problem, RuleStanding standing) =>
            files[problem.Location.Path].FirstOrDefault(rule => rule.Location.Line <= problem.Location.Line).Status is { } owner
                ? owner with { Status = standing, Reason = problem.ToString() }
                : Refused(problem);
    }

    private static RuleStatus Refused(RuleProblem problem) =>
        Status(problem.Location.ToString(), string.Empty, SigmaLevel.Medium, [], problem.Location, RuleKind.Rule) with
        {
            Status = RuleStanding.Failed,
            Reason = problem.ToString(),
        };

    private static RuleStatus Status(SigmaRule rule) => Status(rule.Id, rule.Title, rule.Level, rule.Tags, rule.Location, RuleKind.Rule);

    private static RuleStatus Status(CorrelationRule rule) =>
        Status(rule.Id, rule.Title, rule.Level, rule.Tags, rule.Location, RuleKind.Correlation);

    private static RuleStatus Status(
        string id, string title, SigmaLevel level, ImmutableArray<string> tags, SourceLocation location, RuleKind kind) => new()
    {
        Id = id,
        Title = title,
        Level = level,
        Tags = tags,
        Path = location.ToString(),
        Kind = kind,
        Status = RuleStanding.Active,
        CityEnabled = true,
        DisabledFor = [],
        Health = new(),
    };
}
