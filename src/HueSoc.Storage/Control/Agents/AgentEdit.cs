using HueSoc.Fleet.Enrollment;

namespace HueSoc.Storage.Control.Agents;

/// <summary>What of an agent is to be changed. What is null stays.</summary>
public sealed record AgentEdit
{
    /// <summary>What class of device it is taken for.</summary>
    public DeviceClass? Class { get; init; }

    /// <summary>Its group; empty for none.</summary>
    public string? Group { get; init; }

    /// <summary>Why it is released from quarantine, 1 to 500 characters; null when it is not.</summary>
    public string? ReleaseReason { get; init; }
}
