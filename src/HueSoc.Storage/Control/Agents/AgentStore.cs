using System.Collections.Frozen;
using HueSoc.Fleet.Enrollment;
using HueSoc.Fleet.Identity;
using HueSoc.Storage.Control.Audit;
using HueSoc.Storage.Tenancy;
using Microsoft.Data.Sqlite;

namespace HueSoc.Storage.Control.Agents;

/// <summary>The enrolled agents. Every change is audited in its own transaction.</summary>
/// <param name="database">The database.</param>
/// <param name="audit">The audit log.</param>
/// <param name="time">The clock.</param>
public sealed class AgentStore(ControlDatabase database, AuditLog audit, TimeProvider time)
{
    /// <summary>After what time without a heartbeat an agent is shown as silent.</summary>
    public static readonly TimeSpan ShownSilentAfter = TimeSpan.FromMinutes(5);

    private const int LongestReason = 500;
    private const string IngestColumns = "id, agency, state, key_hash";

    private readonly RevisedCopy<FrozenDictionary<string, (IngestingAgent Agent, byte[] Hash)>> copy = new(database, "agents", Load, time);

    /// <summary>An agent; null when there is none of that id, or not in this scope.</summary>
    public EnrolledAgent? Find(AgencyScope scope, string id) =>
        database.Read(connection => AgentRows.Find(connection, id)) is { } agent && scope.Allows(agent.Agency) ? agent : null;

    /// <summary>Agents by id.</summary>
    /// <param name="scope">Whose may be seen.</param>
    /// <param name="filter">Which.</param>
    /// <param name="limit">How many at most, 1 to 1,000.</param>
    /// <param name="after">Where the page before ended; null for the first.</param>
    public Page<EnrolledAgent> List(AgencyScope scope, AgentFilter filter, int limit, string? after) => database.Read(connection =>
    {
        SqlFilter where = new();
        where.Within(scope, "agency");
        where.Add("agency = {0}", filter.Agency);
        where.Add("group_name = {0}", filter.Group);
        where.Add("class = {0}", (long?)filter.Class);
        where.Add($"({ShownSql("$now")}) = {{0}}".Replace("$now", $"{SilentBefore()}", StringComparison.Ordinal), (long?)filter.State);
        where.Add("agents.id > {0}", after);
        return PageCursor.Page(
            connection.Query($"{AgentRows.Select} {where.Text} ORDER BY agents.id LIMIT {limit + 1}", AgentRows.Read, where.Values), limit, agent => agent.Id);
    });

    /// <summary>How many agents there are, by agency.</summary>
    public IReadOnlyList<AgentCounts> Count(AgencyScope scope) => database.Read(connection =>
    {
        SqlFilter where = new();
        where.Within(scope, "agency");
        return connection.Query(
            $"""
            SELECT agency, SUM(shown = 0), SUM(shown = 1), SUM(shown = 2), SUM(shown = 3)
            FROM (SELECT agency, {ShownSql($"{SilentBefore()}")} AS shown FROM agents JOIN agent_reports ON agent_reports.id = agents.id {where.Text})
            GROUP BY agency ORDER BY agency
            """,
            row => new AgentCounts(row.GetString(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4)),
            where.Values);
    });

    /// <summary>How an agent is, as people are shown it.</summary>
    public ShownState ShownStateOf(EnrolledAgent agent) => agent.State switch
    {
        AgentState.Quarantined => ShownState.Quarantined,
        AgentState.Revoked => ShownState.Revoked,
        _ => agent.LastSeen is { } seen && ControlTime.Of(seen) >= SilentBefore() ? ShownState.Active : ShownState.Silent,
    };

    /// <summary>The agent of an ingest key, if it is taken now; else null. A key that another process revoked is taken for at most two seconds more.</summary>
    public IngestingAgent? Authenticate(string id, string secret)
    {
        if (!AgentIds.IsId(id))
            return null;
        bool known = copy.Current.TryGetValue(id, out (IngestingAgent Agent, byte[] Hash) found);
        if (known && Secret.Matches(secret, found.Hash))
            return found.Agent.State == AgentState.Revoked ? null : found.Agent;
        // Enrolled since the copy was made. Many are enrolled on one day, and the copy is not made anew for each.
        found = database.Read(connection => connection.Query($"SELECT {IngestColumns} FROM agents WHERE id = $1", IngestRow, id).FirstOrDefault());
        return Secret.Matches(secret, found.Hash) && found.Agent.State != AgentState.Revoked ? found.Agent : null;
    }

    /// <summary>The public key of an agent, revoked or not; null when there is none of that id.</summary>
    public byte[]? PublicKeyOf(string id) => !AgentIds.IsId(id) ? null
        : database.Read(connection => connection.Query("SELECT public_key FROM agents WHERE id = $1", row => row.GetFieldValue<byte[]>(0), id).FirstOrDefault());

    /// <summary>Changes what an agent is taken for, or releases it from quarantine.</summary>
    /// <param name="actor">Who does it.</param>
    /// <param name="scope">Whose agents they may see.</param>
    /// <param name="id">The agent.</param>
    /// <param name="expectedVersion">The version the change was thought out for; null for any.</param>
    /// <param name="edit">What is changed.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async ValueTask<Change<EnrolledAgent>> UpdateAsync(
        Actor actor, AgencyScope scope, string id, long? expectedVersion, AgentEdit edit, CancellationToken cancellationToken)
    {
        if (edit.Group is { Length: > 0 } group && AgentGroups.Fault(group) is { } fault)
            return Change<EnrolledAgent>.Invalid(fault);
        if (edit.ReleaseReason is { } reason && (reason.Trim().Length == 0 || reason.Length > LongestReason))
            return Change<EnrolledAgent>.Invalid($"a release needs a reason of 1 to {LongestReason} characters");
        return await ChangeAsync(scope, id, expectedVersion, (transaction, before) =>
        {
            if (before.State == AgentState.Revoked)
                return Change<EnrolledAgent>.Invalid("the agent is revoked");
            if (edit.ReleaseReason is not null && before.State != AgentState.Quarantined)
                return Change<EnrolledAgent>.Invalid("the agent is not in quarantine");
            string? to = edit.Group is null ? before.Group : edit.Group.Length == 0 ? null : edit.Group;
            DeviceClass now = edit.Class ?? before.Class;
            transaction.Execute("UPDATE agents SET class = $2, group_name = $3, version = version + 1 WHERE id = $1", id, (long)now, to);
            if (now != before.Class || to != before.Group)
                audit.Append(transaction, actor, "agent.changed", AgentRows.Subject(id), AuditDetails.Of(("class", now), ("group", to)), before.Agency);
            if (edit.ReleaseReason is not null)
                Release(transaction, actor, before, edit.ReleaseReason);
            return Change<EnrolledAgent>.Done(AgentRows.Find(transaction.Connection, id)!);
        }, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Refuses an agent from now on, for good: its key is not taken any more, neither for events nor for heartbeats.</summary>
    public async ValueTask<Change<EnrolledAgent>> RevokeAsync(Actor actor, AgencyScope scope, string id, CancellationToken cancellationToken) => await ChangeAsync(
        scope, id, expectedVersion: null, (transaction, before) =>
        {
            if (before.State == AgentState.Revoked)
                return Change<EnrolledAgent>.Done(before);
            SetState(transaction, id, AgentState.Revoked, null);
            audit.Append(transaction, actor, "agent.revoked", AgentRows.Subject(id), AuditDetails.Of(("host_name", before.HostName)), before.Agency);
            return Change<EnrolledAgent>.Done(AgentRows.Find(transaction.Connection, id)!);
        },
        cancellationToken).ConfigureAwait(false);

    /// <summary>Forgets the copy, after a change of an agent's state.</summary>
    internal void Forget() => copy.Forget();

    private async ValueTask<Change<EnrolledAgent>> ChangeAsync(
        AgencyScope scope, string id, long? expectedVersion, Func<ControlTransaction, EnrolledAgent, Change<EnrolledAgent>> work, CancellationToken cancellationToken)
    {
        Change<EnrolledAgent> change = await database.WriteAsync(
            transaction =>
            {
                if (AgentRows.Find(transaction.Connection, id) is not { } before || !scope.Allows(before.Agency))
                    return Change<EnrolledAgent>.NotFound($"there is no agent {id}");
                if (expectedVersion is { } version && version != before.Version)
                    return Change<EnrolledAgent>.Conflict($"the agent was changed meanwhile: it is at version {before.Version}");
                return work(transaction, before);
            },
            cancellationToken).ConfigureAwait(false);
        copy.Forget();
        return change;
    }

    // Which of the two was right nobody knows: whoever reports first goes on, and the other is found out again.
    private void Release(ControlTransaction transaction, Actor actor, EnrolledAgent agent, string reason)
    {
        SetState(transaction, agent.Id, AgentState.Active, null);
        transaction.Execute("UPDATE agent_reports SET nonce = NULL, nonce_before = NULL, attempt = NULL WHERE id = $1", agent.Id);
        audit.Append(
            transaction, actor, "agent.released", AgentRows.Subject(agent.Id), AuditDetails.Of(("reason", reason), ("was_in_quarantine_for", agent.StateReason)), agent.Agency);
    }

    private void SetState(ControlTransaction transaction, string id, AgentState state, string? reason) => transaction.Execute(
        "UPDATE agents SET state = $2, state_since = $3, state_reason = $4, version = version + 1 WHERE id = $1", id, (long)state, ControlTime.Of(time.GetUtcNow()), reason);

    private long SilentBefore() => ControlTime.Of(time.GetUtcNow() - ShownSilentAfter);

    private static string ShownSql(string silentBefore) => $"CASE state WHEN 1 THEN 2 WHEN 2 THEN 3 ELSE COALESCE(last_seen, 0) < {silentBefore} END";

    private static FrozenDictionary<string, (IngestingAgent Agent, byte[] Hash)> Load(SqliteConnection connection) =>
        connection.Query($"SELECT {IngestColumns} FROM agents", IngestRow).ToFrozenDictionary(agent => agent.Agent.Id, StringComparer.Ordinal);

    private static (IngestingAgent Agent, byte[] Hash) IngestRow(SqliteDataReader row) =>
        (new(row.GetString(0), row.GetString(1), (AgentState)row.GetInt32(2)), row.GetFieldValue<byte[]>(3));
}
