using System.Collections.Immutable;

namespace HueSoc.Server.Jobs;

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
