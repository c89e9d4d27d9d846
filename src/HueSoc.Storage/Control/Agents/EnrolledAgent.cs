using HueSoc.Fleet.Enrollment;

namespace HueSoc.Storage.Control.Agents;

/// <summary>An agent that was enrolled.</summary>
public sealed record EnrolledAgent
{
    /// <summary>Its id, which follows from its public key.</summary>
    public required string Id { get; init; }

    /// <summary>The agency it belongs to; empty for the city alone.</summary>
    public required string Agency { get; init; }

    /// <summary>The name of its machine.</summary>
    public required string HostName { get; init; }

    /// <summary>What tells its machine from others.</summary>
    public required string MachineId { get; init; }

    /// <summary>What class of device it is taken for.</summary>
    public required DeviceClass Class { get; init; }

    /// <summary>Its group; null for none.</summary>
    public required string? Group { get; init; }

    /// <summary>When it was enrolled last.</summary>
    public required DateTimeOffset Enrolled { get; init; }

    /// <summary>The token it was enrolled with.</summary>
    public required string Token { get; init; }

    /// <summary>How the server stands to it.</summary>
    public required AgentState State { get; init; }

    /// <summary>Since when.</summary>
    public required DateTimeOffset StateSince { get; init; }

    /// <summary>Why, in words; null where there is nothing to say.</summary>
    public required string? StateReason { get; init; }

    /// <summary>Counts the changes made to it by people, for <c>If-Match</c>.</summary>
    public required long Version { get; init; }

    /// <summary>When its last heartbeat came; null when none did.</summary>
    public required DateTimeOffset? LastSeen { get; init; }

    /// <summary>The version of the configuration it works by; 0 for none of ours.</summary>
    public required long ConfigurationVersion { get; init; }

    /// <summary>What it reported last: one JSON object; null when it never did.</summary>
    public required string? Status { get; init; }

    /// <summary>Who its events are from: <c>agent:ID</c>.</summary>
    public string Sender => $"agent:{Id}";
}
