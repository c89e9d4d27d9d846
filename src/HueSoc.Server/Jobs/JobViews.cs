using System.Collections.Immutable;
using HueSoc.Detection.Reruns;

namespace HueSoc.Server.Jobs;

/// <summary>The jobs.</summary>
/// <param name="Items">The jobs, the youngest first.</param>
#pragma warning disable MA0048 // The views of one resource.
internal sealed record JobListView(ImmutableArray<Rerun> Items);

/// <summary>Which rules are to be run over which events.</summary>
internal sealed record JobRequest
{
    /// <summary>The rules, correlations too; left out for all.</summary>
    public ImmutableArray<string>? RuleIds { get; init; }

    /// <summary>Events that happened at this time or later.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>Events that happened before this time.</summary>
    public required DateTimeOffset To { get; init; }
}
