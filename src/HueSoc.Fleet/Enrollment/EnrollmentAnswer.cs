using System.Collections.Immutable;
using System.Text.Json;

namespace HueSoc.Fleet.Enrollment;

/// <summary>The agent is enrolled.</summary>
public sealed record EnrollmentAnswer
{
    /// <summary>Its id, which follows from its key.</summary>
    public required string AgentId { get; init; }

    /// <summary>The code of the agency it belongs to.</summary>
    public required string Agency { get; init; }

    /// <summary>The group in that agency; null for none.</summary>
    public string? Group { get; init; }

    /// <summary>What class of device it is taken for.</summary>
    public required DeviceClass DeviceClass { get; init; }

    /// <summary>What it ships with: <c>ID:SECRET</c>. It can only write.</summary>
    public required string IngestKey { get; init; }

    /// <summary>Where it ships to; empty for where it enrolled.</summary>
    public required ImmutableArray<string> IngestAddresses { get; init; }

    /// <summary>What the first heartbeat presents: 32 lower-case hex digits.</summary>
    public required string Nonce { get; init; }

    /// <summary>The server's time.</summary>
    public required DateTimeOffset ServerTime { get; init; }

    /// <summary>How many seconds there are from a heartbeat to the next, 5 to 3,600.</summary>
    public required int HeartbeatSeconds { get; init; }

    /// <summary>Its configuration, still to be checked (<see cref="Configuration.ConfigurationReader"/>); null when there is none yet.</summary>
    public JsonElement? Configuration { get; init; }
}
