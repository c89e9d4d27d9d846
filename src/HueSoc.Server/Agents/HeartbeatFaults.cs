using System.Collections.Concurrent;
using HueSoc.Storage.Control.Agents;
using HueSoc.Storage.Control.Audit;
using HueSoc.Storage.Tenancy;

namespace HueSoc.Server.Agents;

/// <summary>Audits heartbeats that are refused: anybody can send those with a wrong signature, so of one agent and one kind only some.</summary>
/// <param name="agents">The agents.</param>
/// <param name="audit">The audit log.</param>
/// <param name="time">The clock.</param>
internal sealed class HeartbeatFaults(AgentStore agents, AuditLog audit, TimeProvider time)
{
    private const int LongestReason = 1_000;
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(10);
    private readonly ConcurrentDictionary<(string Id, string Action), long> noted = new();

    /// <summary>Notes one that is not signed with the agent's key.</summary>
    /// <param name="id">An agent that there is.</param>
    /// <param name="network">Where it came from.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public ValueTask NoteSignatureAsync(string id, string network, CancellationToken cancellationToken) =>
        NoteAsync(id, "agent.signature_refused", AuditDetails.Of(("network", network)), cancellationToken);

    /// <summary>Notes one that the agent signed and that says what none may say.</summary>
    /// <param name="id">An agent that there is.</param>
    /// <param name="network">Where it came from.</param>
    /// <param name="reason">What is wrong with it.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public ValueTask NoteContentAsync(string id, string network, string reason, CancellationToken cancellationToken) =>
        NoteAsync(id, "agent.heartbeat_refused", AuditDetails.Of(("network", network), ("reason", reason[..Math.Min(reason.Length, LongestReason)])), cancellationToken);

    private async ValueTask NoteAsync(string id, string action, string details, CancellationToken cancellationToken)
    {
        long now = time.GetTimestamp();
        if (noted.TryGetValue((id, action), out long last) && time.GetElapsedTime(last, now) < Interval)
            return;
        noted[(id, action)] = now;
        string agency = agents.Find(AgencyScope.City, id)?.Agency ?? "";
        await audit.RecordAsync(Actor.System, action, $"agent:{id}", details, agency, cancellationToken);
    }
}
