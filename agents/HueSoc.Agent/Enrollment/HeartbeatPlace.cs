namespace HueSoc.Agent.Enrollment;

/// <summary>Where the agent is in its chain of heartbeats. It is on disk before it is used, so that after a crash the same is said again.</summary>
/// <param name="Nonce">What the next heartbeat presents.</param>
/// <param name="Attempt">With which attempt.</param>
internal sealed record HeartbeatPlace(string Nonce, string Attempt);
