using System.Collections.Immutable;

namespace HueSoc.Storage.Control.Agencies;

/// <summary>What of an agency is to be changed. What is null stays. What an administrator changed, a newer shipped file leaves alone.</summary>
public sealed record AgencyEdit
{
    /// <summary>Its official name.</summary>
    public string? Name { get; init; }

    /// <summary>Other names it is known by.</summary>
    public ImmutableArray<string>? Names { get; init; }

    /// <summary>What kind of agency.</summary>
    public string? Type { get; init; }

    /// <summary>The code of the agency it is below; empty for none.</summary>
    public string? Parent { get; init; }

    /// <summary>What was merged into it.</summary>
    public ImmutableArray<Predecessor>? Predecessors { get; init; }

    /// <summary>How far name and code were checked, and against what.</summary>
    public string? Verification { get; init; }
}
