using HueSoc.Fleet.Enrollment;

namespace HueSoc.Storage.Control.Agents;

/// <summary>What became of a heartbeat.</summary>
/// <param name="State">How the server stands to the agent now; <see cref="AgentState.Revoked"/> when it is refused.</param>
/// <param name="Nonce">What the next heartbeat presents.</param>
/// <param name="Agency">The agency the agent belongs to.</param>
/// <param name="Group">Its group; null for none.</param>
public sealed record HeartbeatResult(AgentState State, string Nonce, string Agency, string? Group);
