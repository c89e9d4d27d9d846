using HueSoc.Detection.Rules;
using HueSoc.Sigma;
using HueSoc.Sigma.Correlations;
using HueSoc.Sigma.Pipelines;
using HueSoc.Sigma.Rules;
using HueSoc.Tests.Corpus;

namespace HueSoc.Cli.Tests.Rules;

/// <summary>The rules of the repository, their golden files, and the engine they are shipped with.</summary>
internal static class ShippedRules
{
    /// <summary>The folder of the rules.</summary>
    public static string Folder { get; } = Path.Combine(CorpusPaths.Repository, "rules", "sigma");

    /// <summary>The folder of the golden files.</summary>
    public static string GoldenFolder { get; } = Path.Combine(CorpusPaths.Repository, "tests", "HueSoc.Cli.Tests", "Rules");

    /// <summary>Every file of a rule over events, relative to <see cref="Folder"/>, with slashes.</summary>
    public static IReadOnlyList<string> Files { get; } = [.. All().Where(file => !file.StartsWith("correlation/", StringComparison.Ordinal))];

    /// <summary>Every file of a correlation and the rules it builds on, likewise.</summary>
    public static IReadOnlyList<string> CorrelationFiles { get; } = [.. All().Where(file => file.StartsWith("correlation/", StringComparison.Ordinal))];

    private static readonly Lazy<RuleCollection> LazyRules = new(() => RuleLoader.Load([Folder], CancellationToken.None));
    private static readonly Lazy<SigmaEngine> LazyEngine = new(Compile);

    /// <summary>What the loader makes of the rule files.</summary>
    public static RuleCollection Rules => LazyRules.Value;

    /// <summary>The rules compiled with the shipped pipelines.</summary>
    public static SigmaEngine Engine => LazyEngine.Value;

    /// <summary>The golden file of a rule file.</summary>
    public static string GoldenOf(string file) => Path.Combine(GoldenFolder, Path.GetFileNameWithoutExtension(file) + ".jsonl");

    private static IEnumerable<string> All() => Directory.EnumerateFiles(Folder, "*.yml", SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(Folder, file).Replace('\\', '/'))
        .Order(StringComparer.Ordinal);

    private static SigmaEngine Compile()
    {
        List<RuleProblem> problems = [];
        List<ProcessingPipeline> pipelines = [];
        foreach (string file in Directory.EnumerateFiles(Path.Combine(CorpusPaths.Repository, "rules", "pipelines"), "*.yml").Order(StringComparer.Ordinal))
        {
            if (ProcessingPipeline.Parse(file, File.ReadAllText(file), problems) is { } pipeline)
                pipelines.Add(pipeline);
        }

        problems.ShouldBeEmpty();
        return SigmaEngine.Compile(Rules.Rules, [.. pipelines], EngineLayouts.All, watchedFields: CorrelationSet.WatchedFields(Rules.Correlations));
    }
}
