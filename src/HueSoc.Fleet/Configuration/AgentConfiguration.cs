using System.Collections.Immutable;

namespace HueSoc.Fleet.Configuration;

/// <summary>What an agent is told to do: its sources and its limits. Made centrally for an agency or a group, or written by hand on a machine that is not enrolled.</summary>
public sealed record AgentConfiguration
{
    /// <summary>Counts the changes of the configuration it comes from, from 1; 0 for one that was written by hand.</summary>
    public long Version { get; init; }

    /// <summary>What is collected.</summary>
    public ImmutableArray<SourceConfiguration> Sources { get; init; } = [];

    /// <summary>How much may be kept and sent.</summary>
    public AgentLimits Limits { get; init; } = new();
}
