namespace HueSoc.Storage.Control.Agents;

/// <summary>Takes note of what happened to agents' identities, in the transaction in which it was found out.</summary>
public interface IAgentIncidents
{
    /// <summary>An agent was put into quarantine.</summary>
    void Raise(ControlTransaction transaction, AgentIncident incident);

    /// <summary>What was raised is on disk.</summary>
    void Committed();
}
