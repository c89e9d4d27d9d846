using HueSoc.Fleet.Enrollment;
using HueSoc.Storage.Control.Audit;

namespace HueSoc.Storage.Control.Agents;

/// <summary>Puts agents into quarantine.</summary>
internal static class AgentQuarantine
{
    /// <summary>Puts an active agent into quarantine, audits it and raises the incident, all in one transaction.</summary>
    /// <returns>Whether it was active.</returns>
    public static bool Put(ControlTransaction transaction, AuditLog audit, IAgentIncidents incidents, string id, string reason, DateTimeOffset now)
    {
        int rows = transaction.Execute(
            "UPDATE agents SET state = $2, state_since = $3, state_reason = $4, version = version + 1 WHERE id = $1 AND state = $5",
            id, (long)AgentState.Quarantined, ControlTime.Of(now), reason, (long)AgentState.Active);
        if (rows == 0)
            return false;
        EnrolledAgent agent = AgentRows.Find(transaction.Connection, id)!;
        audit.Append(transaction, Actor.System, "agent.quarantined", AgentRows.Subject(id), AuditDetails.Of(("reason", reason), ("host_name", agent.HostName)), agent.Agency);
        incidents.Raise(transaction, new(id, agent.Agency, agent.HostName, reason, now));
        return true;
    }
}
