namespace HueSoc.Fleet.Heartbeats;

/// <summary>What an agent says each minute, signed.</summary>
public sealed record HeartbeatRequest
{
    /// <summary>What the server gave with its last answer: 32 lower-case hex digits.</summary>
    public required string Nonce { get; init; }

    /// <summary>
    /// Made anew for each nonce and kept on disk before it is sent; the same when the answer did not come and the heartbeat is sent
    /// again. By it a lost answer is told from a second agent that presents the same nonce. 32 lower-case hex digits.
    /// </summary>
    public required string Attempt { get; init; }

    /// <summary>The machine it runs on, as at the enrollment.</summary>
    public required string MachineId { get; init; }

    /// <summary>When it was sent, by the agent's clock.</summary>
    public required DateTimeOffset Sent { get; init; }

    /// <summary>How the agent is.</summary>
    public required AgentStatus Status { get; init; }
}
