using HueSoc.Fleet.Enrollment;
using HueSoc.Fleet.Identity;
using HueSoc.Storage.Control.Audit;

namespace HueSoc.Storage.Control.Agents;

/// <summary>
/// Enrolls agents. Whoever is let in, and whoever is not, is audited in the same transaction. A key that is known stays the agent
/// it was: its id, and with it everything the store knows of its events.
/// </summary>
/// <param name="database">The database.</param>
/// <param name="audit">The audit log.</param>
/// <param name="agents">The agents.</param>
/// <param name="incidents">Takes note of identities that two may be using.</param>
/// <param name="time">The clock.</param>
public sealed class AgentEnrollment(ControlDatabase database, AuditLog audit, AgentStore agents, IAgentIncidents incidents, TimeProvider time)
{
    /// <summary>Enrolls an agent, or refuses to.</summary>
    /// <param name="request">The request, without faults, and signed by the key it names.</param>
    /// <param name="network">Where it came from, for the audit log.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async ValueTask<EnrollmentResult> EnrollAsync(EnrollmentRequest request, string network, CancellationToken cancellationToken)
    {
        byte[] publicKey = Convert.FromBase64String(request.PublicKey);
        string id = AgentIds.Of(publicKey);
        bool quarantined = false;
        EnrollmentResult result = await database.WriteAsync(
            transaction =>
            {
                EnrollmentToken? token = EnrollmentTokenStore.Of(transaction, request.Token);
                KnownAgent? known = KnownAgent.Find(transaction, id);
                bool isRetry = token is not null && known is not null && known.Token == token.Id && known.Attempt == request.Attempt;
                if (TokenFault(token, isRetry) is { } fault)
                    return Refuse(transaction, request, id, token, network, EnrollmentResult.TokenRefused(fault));
                if (known?.State == AgentState.Revoked)
                    return Refuse(transaction, request, id, token, network, EnrollmentResult.IdentityRefused("the key of this agent was revoked; it has to make a new one"));
                if (known is not null && known.MachineId != request.MachineId)
                {
                    quarantined = AgentQuarantine.Put(transaction, audit, incidents, id, "a second machine asked to be enrolled with its key", time.GetUtcNow());
                    return Refuse(transaction, request, id, token, network, EnrollmentResult.IdentityRefused("the key of this agent belongs to another machine"));
                }

                if (known is not null && known.Agency != token!.Agency)
                    return Refuse(transaction, request, id, token, network, EnrollmentResult.IdentityRefused("the agent belongs to another agency, and has to be revoked there first"));
                return Admit(transaction, request, id, publicKey, token!, known, isRetry, network);
            },
            cancellationToken).ConfigureAwait(false);
        if (quarantined)
        {
            agents.Forget();
            incidents.Committed();
        }

        return result;
    }

    private EnrollmentResult Admit(
        ControlTransaction transaction, EnrollmentRequest request, string id, byte[] publicKey, EnrollmentToken token, KnownAgent? known, bool isRetry, string network)
    {
        long now = ControlTime.Of(time.GetUtcNow());
        string secret = Secret.New();
        string nonce = Nonces.New();
        if (!isRetry)
            transaction.Execute("UPDATE enrollment_tokens SET uses_left = uses_left - 1 WHERE id = $1", token.Id);
        transaction.Execute(
            """
            INSERT INTO agents (id, public_key, agency, host_name, machine_id, class, group_name, key_hash, enrolled, token, attempt, state, state_since)
            VALUES ($1, $2, $3, $4, $5, COALESCE($6, 0), $7, $8, $9, $10, $11, 0, $9)
            ON CONFLICT (id) DO UPDATE SET host_name = $4, class = COALESCE($6, class), group_name = COALESCE($7, group_name), key_hash = $8, enrolled = $9,
                token = $10, attempt = $11, version = version + 1
            """,
            id, publicKey, token.Agency, request.HostName, request.MachineId, (long?)token.Class, token.Group, Secret.Hash(secret), now, token.Id, request.Attempt);
        transaction.Execute(
            "INSERT INTO agent_reports (id, nonce) VALUES ($1, $2) ON CONFLICT (id) DO UPDATE SET nonce = $2, nonce_before = NULL, attempt = NULL", id, nonce);
        audit.Append(
            transaction, Actor.OfAgent(id), known is null ? "agent.enrolled" : "agent.enrolled_again", AgentRows.Subject(id),
            AuditDetails.Of(
                ("host_name", request.HostName), ("agency", token.Agency), ("token", token.Id), ("retry", isRetry ? true : null), ("version", request.AgentVersion),
                ("network", network)),
            token.Agency);
        return new(EnrollmentOutcome.Enrolled, null, AgentRows.Find(transaction.Connection, id), $"{id}:{secret}", nonce);
    }

    private string? TokenFault(EnrollmentToken? token, bool isRetry)
    {
        if (token is null)
            return "there is no such token";
        if (token.Revoked is not null)
            return "the token was revoked";
        if (token.Expires <= time.GetUtcNow())
            return "the token has expired";
        return token.UsesLeft == 0 && !isRetry ? "the token was used already" : null;
    }

    private EnrollmentResult Refuse(
        ControlTransaction transaction, EnrollmentRequest request, string id, EnrollmentToken? token, string network, EnrollmentResult refusal)
    {
        audit.Append(
            transaction, Actor.OfAgent(id), "agent.enrollment_refused", AgentRows.Subject(id),
            AuditDetails.Of(("reason", refusal.Reason), ("host_name", request.HostName), ("token", token?.Id), ("network", network)), token?.Agency ?? "");
        return refusal;
    }
}
