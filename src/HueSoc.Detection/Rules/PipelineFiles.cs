using System.Collections.Immutable;
using HueSoc.Sigma.Pipelines;
using HueSoc.Sigma.Rules;

namespace HueSoc.Detection.Rules;

/// <summary>Reads processing pipelines.</summary>
public static class PipelineFiles
{
    private const long LargestFile = 4 * 1024 * 1024;

    /// <summary>The pipelines that travel with the program, in ordinal order of name.</summary>
    public static ImmutableArray<string> Shipped()
    {
        string folder = Path.Combine(AppContext.BaseDirectory, "pipelines");
        return Directory.Exists(folder) ? [.. Directory.GetFiles(folder, "*.yml").Order(StringComparer.Ordinal)] : [];
    }

    /// <summary>Reads pipelines; what is refused is said and left out.</summary>
    /// <param name="paths">The files.</param>
    /// <param name="unreadable">Receives, as <c>path:line: reason</c>, what could not be honoured.</param>
    public static ImmutableArray<ProcessingPipeline> Load(ImmutableArray<string> paths, List<string> unreadable)
    {
        ImmutableArray<ProcessingPipeline>.Builder pipelines = ImmutableArray.CreateBuilder<ProcessingPipeline>();
        foreach (string path in paths)
        {
            List<RuleProblem> problems = [];
            if (TryReadText(path, unreadable, out string text) && ProcessingPipeline.Parse(path, text, problems) is { } pipeline)
                pipelines.Add(pipeline);
            unreadable.AddRange(problems.Select(problem => problem.ToString()));
        }

        return pipelines.ToImmutable();
    }

    private static bool TryReadText(string path, List<string> unreadable, out string text)
    {
        text = "";
        try
        {
            if (!Path.Exists(path))
                unreadable.Add($"{path}: there is no such file");
            else if (new FileInfo(path).Length is long length and > LargestFile)
                unreadable.Add($"{path}: the file has {length} bytes, more than {LargestFile}");
            else
            {
                text = File.ReadAllText(path);
                return true;
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            unreadable.Add($"{path}: {e.Message}");
        }

        return false;
    }
}
