using HueSoc.Fleet.Enrollment;

namespace HueSoc.Storage.Control.Agents;

/// <summary>Which agents are asked for. What is null is not asked.</summary>
public sealed record AgentFilter
{
    /// <summary>Those of an agency.</summary>
    public string? Agency { get; init; }

    /// <summary>Those of a group.</summary>
    public string? Group { get; init; }

    /// <summary>Those of a class.</summary>
    public DeviceClass? Class { get; init; }

    /// <summary>Those in a state, as it is shown.</summary>
    public ShownState? State { get; init; }
}
