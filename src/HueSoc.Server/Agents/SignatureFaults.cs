using System.Collections.Concurrent;
using HueSoc.Storage.Control.Agents;
using HueSoc.Storage.Control.Audit;
using HueSoc.Storage.Tenancy;

namespace HueSoc.Server.Agents;

/// <summary>Audits heartbeats with a wrong signature: anybody can send them, so of one agent's only some.</summary>
/// <param name="agents">The agents.</param>
/// <param name="audit">The audit log.</param>
/// <param name="time">The clock.</param>
internal sealed class SignatureFaults(AgentStore agents, AuditLog audit, TimeProvider time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(10);
    private readonly ConcurrentDictionary<string, long> noted = new(StringComparer.Ordinal);

    /// <summary>Notes one.</summary>
    /// <param name="id">An agent that there is.</param>
    /// <param name="network">Where it came from.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async ValueTask NoteAsync(string id, string network, CancellationToken cancellationToken)
    {
        long now = time.GetTimestamp();
        if (noted.TryGetValue(id, out long last) && time.GetElapsedTime(last, now) < Interval)
            return;
        noted[id] = now;
        string agency = agents.Find(AgencyScope.City, id)?.Agency ?? "";
        await audit.RecordAsync(Actor.System, "agent.signature_refused", $"agent:{id}", AuditDetails.Of(("network", network)), agency, cancellationToken);
    }
}
