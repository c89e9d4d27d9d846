using System.Collections.Immutable;

namespace HueSoc.Fleet.Heartbeats;

/// <summary>A configuration that an agent did not take.</summary>
public sealed record RefusedConfiguration
{
    /// <summary>Its version; 0 when that could not be read.</summary>
    public required long Version { get; init; }

    /// <summary>Why, 1 to 16 texts.</summary>
    public required ImmutableArray<string> Reasons { get; init; }
}
