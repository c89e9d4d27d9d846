using System.Collections.Immutable;

namespace HueSoc.Detection.Rules;

/// <summary>Where rules come from.</summary>
public sealed record RuleCatalogOptions
{
    /// <summary>Files and folders with rules; the shipped ones when empty.</summary>
    public ImmutableArray<string> RulePaths { get; init; } = [];

    /// <summary>Whether the shipped rules are loaded beside <see cref="RulePaths"/>.</summary>
    public bool WithShipped { get; init; } = true;

    /// <summary>Pipeline files; the shipped ones when empty.</summary>
    public ImmutableArray<string> PipelinePaths { get; init; } = [];
}
