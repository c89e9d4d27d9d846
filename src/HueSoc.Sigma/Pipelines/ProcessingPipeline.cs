using HueSoc.Sigma.Rules;

namespace HueSoc.Sigma.Pipelines;

/// <summary>A processing pipeline in pySigma's YAML format.</summary>
public sealed class ProcessingPipeline
{
    /// <summary>The pipeline's name.</summary>
    public required string Name { get; init; }

    /// <summary>Reads a pipeline.</summary>
    /// <param name="path">The path for messages.</param>
    /// <param name="text">The YAML.</param>
    /// <param name="problems">Receives every fault; when there is one, null is returned.</param>
    public static ProcessingPipeline? Parse(string path, string text, ICollection<RuleProblem> problems) => throw new NotSupportedException();
}
