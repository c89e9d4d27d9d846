namespace HueSoc.Storage.Control.Agents;

/// <summary>How many agents there are of each kind, by agency.</summary>
/// <param name="Agency">The agency.</param>
/// <param name="Active">How many report.</param>
/// <param name="Silent">How many do not.</param>
/// <param name="Quarantined">How many are in quarantine.</param>
/// <param name="Revoked">How many were revoked.</param>
public sealed record AgentCounts(string Agency, long Active, long Silent, long Quarantined, long Revoked);
