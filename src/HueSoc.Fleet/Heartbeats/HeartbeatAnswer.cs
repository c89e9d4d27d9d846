using System.Text.Json;
using HueSoc.Fleet.Enrollment;

namespace HueSoc.Fleet.Heartbeats;

/// <summary>What the server says to a heartbeat.</summary>
public sealed record HeartbeatAnswer
{
    /// <summary>What the next heartbeat presents: 32 lower-case hex digits.</summary>
    public required string Nonce { get; init; }

    /// <summary>The server's time.</summary>
    public required DateTimeOffset ServerTime { get; init; }

    /// <summary>How many seconds there are to the next heartbeat, 5 to 3,600.</summary>
    public required int HeartbeatSeconds { get; init; }

    /// <summary>How the server stands to the agent.</summary>
    public required AgentState State { get; init; }

    /// <summary>How fast it may ship.</summary>
    public required ShippingPace Pace { get; init; }

    /// <summary>A configuration other than the one it said it has, still to be checked (<see cref="Configuration.ConfigurationReader"/>); null when there is nothing new.</summary>
    public JsonElement? Configuration { get; init; }
}
