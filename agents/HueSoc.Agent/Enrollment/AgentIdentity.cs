using System.Collections.Immutable;

namespace HueSoc.Agent.Enrollment;

/// <summary>Who this agent is and whom it speaks to, as it lies in <c>identity.json</c>. Its key lies beside it.</summary>
internal sealed record AgentIdentity
{
    /// <summary>Its id, which follows from its key.</summary>
    public required string AgentId { get; init; }

    /// <summary>The agency it belongs to.</summary>
    public required string Agency { get; init; }

    /// <summary>The machine it was enrolled on.</summary>
    public required string MachineId { get; init; }

    /// <summary>Where it reports to.</summary>
    public required ImmutableArray<string> ServerAddresses { get; init; }

    /// <summary>Where it ships to.</summary>
    public required ImmutableArray<string> IngestAddresses { get; init; }

    /// <summary>What it ships with, <c>ID:SECRET</c>.</summary>
    public required string IngestKey { get; init; }

    /// <summary>The SHA-256 of the certificate that the server's chain has to hold, 64 lower-case hex digits; null for what the system trusts.</summary>
    public string? CaPin { get; init; }

    /// <summary>How many seconds there are from a heartbeat to the next.</summary>
    public required int HeartbeatSeconds { get; init; }
}
