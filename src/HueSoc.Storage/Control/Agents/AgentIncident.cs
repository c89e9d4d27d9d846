namespace HueSoc.Storage.Control.Agents;

/// <summary>Somebody else may be using an agent's key.</summary>
/// <param name="AgentId">The agent.</param>
/// <param name="Agency">The agency it belongs to.</param>
/// <param name="HostName">The name of its machine, as it was enrolled.</param>
/// <param name="Reason">What was seen, in words.</param>
/// <param name="At">When it was seen. There is one incident until the agent is released.</param>
public sealed record AgentIncident(string AgentId, string Agency, string HostName, string Reason, DateTimeOffset At);
