using System.Text;
using HueSoc.Fleet.Enrollment;
using HueSoc.Fleet.Heartbeats;
using HueSoc.Fleet.Identity;
using HueSoc.Fleet.Json;
using HueSoc.Storage.Control.Audit;

namespace HueSoc.Storage.Control.Agents;

/// <summary>
/// Takes heartbeats. Twenty thousand agents send one each minute, and each has to be on disk before it is answered: those that come
/// while one transaction is written go into the next together.
/// </summary>
/// <param name="database">The database.</param>
/// <param name="audit">The audit log.</param>
/// <param name="agents">The agents.</param>
/// <param name="incidents">Takes note of identities that two may be using.</param>
/// <param name="time">The clock.</param>
public sealed class AgentHeartbeats(ControlDatabase database, AuditLog audit, AgentStore agents, IAgentIncidents incidents, TimeProvider time)
{
    private const int MostAtOnce = 256;
    private readonly Lock gate = new();
    private readonly Queue<Waiting> waiting = new();
    private bool isWriting;

    /// <summary>Takes a heartbeat.</summary>
    /// <param name="id">The agent, whose signature was checked.</param>
    /// <param name="heartbeat">What it says, without faults.</param>
    /// <returns>What became of it; null when there is no such agent. It is on disk.</returns>
    public async ValueTask<HeartbeatResult?> ReceiveAsync(string id, HeartbeatRequest heartbeat)
    {
        Waiting entry = new(id, heartbeat, new(TaskCreationOptions.RunContinuationsAsynchronously));
        bool isFirst;
        lock (gate)
        {
            waiting.Enqueue(entry);
            isFirst = !isWriting;
            isWriting = true;
        }

        if (isFirst)
            _ = WriteWaitingAsync();
        return await entry.Result.Task.ConfigureAwait(false);
    }

    private async Task WriteWaitingAsync()
    {
        List<Waiting> batch = [];
        while (true)
        {
            batch.Clear();
            lock (gate)
            {
                while (batch.Count < MostAtOnce && waiting.TryDequeue(out Waiting? entry))
                    batch.Add(entry);
                if (batch.Count == 0)
                {
                    isWriting = false;
                    return;
                }
            }

            await WriteAsync(batch).ConfigureAwait(false);
        }
    }

    private async Task WriteAsync(List<Waiting> batch)
    {
        try
        {
            bool quarantined = false;
            HeartbeatResult?[] results = await database.WriteAsync(
                transaction => batch.ConvertAll(entry => Take(transaction, entry.Id, entry.Heartbeat, ref quarantined)).ToArray(), CancellationToken.None).ConfigureAwait(false);
            if (quarantined)
            {
                agents.Forget();
                incidents.Committed();
            }

            for (int i = 0; i < results.Length; i++)
                batch[i].Result.SetResult(results[i]);
        }
        catch (Exception e)
        {
            foreach (Waiting entry in batch)
                entry.Result.SetException(e);
        }
    }

    private HeartbeatResult? Take(ControlTransaction transaction, string id, HeartbeatRequest heartbeat, ref bool quarantined)
    {
        if (Row.Find(transaction, id) is not { } agent)
            return null;
        if (agent.State == AgentState.Revoked)
            return new(AgentState.Revoked, Nonces.New(), agent.Agency, agent.Group);
        DateTimeOffset now = time.GetUtcNow();
        NonceChain chain = agent.Chain;
        AgentState state = agent.State;
        if (state == AgentState.Active)
        {
            NonceVerdict verdict = chain.Judge(heartbeat.Nonce, heartbeat.Attempt);
            string? reason = heartbeat.MachineId != agent.MachineId ? "a second machine reports with its key"
                : verdict == NonceVerdict.Stale ? "a heartbeat presented a value that was used already: its key and state were copied, or put back to an earlier day" : null;
            if (reason is not null)
            {
                quarantined |= AgentQuarantine.Put(transaction, audit, incidents, id, reason, now);
                state = AgentState.Quarantined;
            }
            else if (verdict == NonceVerdict.Next)
            {
                chain = new(Nonces.New(), heartbeat.Nonce, heartbeat.Attempt);
            }
        }

        NoteRefusal(transaction, id, agent, heartbeat.Status);
        transaction.Execute(
            "UPDATE agent_reports SET nonce = $2, nonce_before = $3, attempt = $4, last_seen = $5, configuration = $6, refused = $7, status = $8 WHERE id = $1",
            id, chain.Current, chain.Before, chain.Attempt, ControlTime.Of(now), heartbeat.Status.ConfigurationVersion, heartbeat.Status.RefusedConfiguration?.Version ?? 0,
            Encoding.UTF8.GetString(FleetJson.Write(heartbeat.Status)));
        return new(state, chain.Current ?? Nonces.New(), agent.Agency, agent.Group);
    }

    // Once for each version, not each minute.
    private void NoteRefusal(ControlTransaction transaction, string id, Row agent, AgentStatus status)
    {
        if (status.RefusedConfiguration is not { } refused || refused.Version == agent.Refused)
            return;
        audit.Append(
            transaction, Actor.OfAgent(id), "agent.configuration_refused", AgentRows.Subject(id),
            AuditDetails.Of(("configuration", refused.Version), ("reasons", string.Join("; ", refused.Reasons))), agent.Agency);
    }

    private sealed record Waiting(string Id, HeartbeatRequest Heartbeat, TaskCompletionSource<HeartbeatResult?> Result);

    private sealed record Row(string Agency, string? Group, string MachineId, AgentState State, NonceChain Chain, long Refused)
    {
        public static Row? Find(ControlTransaction transaction, string id) => transaction.Query(
            """
            SELECT agency, group_name, machine_id, state, nonce, nonce_before, attempt, refused
            FROM agents JOIN agent_reports ON agent_reports.id = agents.id WHERE agents.id = $1
            """,
            row => new Row(
                row.GetString(0), row.TextOrNull(1), row.GetString(2), (AgentState)row.GetInt32(3), new(row.TextOrNull(4), row.TextOrNull(5), row.TextOrNull(6)), row.GetInt64(7)),
            id).FirstOrDefault();
    }
}
