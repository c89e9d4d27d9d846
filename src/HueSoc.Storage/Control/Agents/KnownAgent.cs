using HueSoc.Fleet.Enrollment;

namespace HueSoc.Storage.Control.Agents;

/// <summary>What an enrollment has to know of an agent that asks again.</summary>
internal sealed record KnownAgent(string Agency, string MachineId, string Token, string Attempt, AgentState State)
{
    /// <summary>The agent of an id; null when there is none.</summary>
    public static KnownAgent? Find(ControlTransaction transaction, string id) => transaction.Query(
        "SELECT agency, machine_id, token, attempt, state FROM agents WHERE id = $1",
        row => new KnownAgent(row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3), (AgentState)row.GetInt32(4)),
        id).FirstOrDefault();
}
