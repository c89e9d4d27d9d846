using HueSoc.Fleet.Enrollment;
using HueSoc.Fleet.Identity;
using HueSoc.Server.Ingest;
using HueSoc.Storage.Control.Agents;
using HueSoc.Storage.Control.Keys;

namespace HueSoc.Server.Keys;

/// <summary>Says whose key it is that a shipper presents: an enrolled agent's, whose id is longer, or a shipper's.</summary>
/// <param name="keys">The keys of shippers.</param>
/// <param name="agents">The enrolled agents.</param>
internal sealed class ShipperAuthenticator(ShipperKeyStore keys, AgentStore agents) : IShipperAuthenticator
{
    /// <inheritdoc/>
    public IngestSender? Authenticate(string id, string secret) => AgentIds.IsId(id) ? OfAgent(id, secret) : OfKey(id, secret);

    private IngestSender? OfAgent(string id, string secret) => agents.Authenticate(id, secret) is not { } agent
        ? null
        : new IngestSender
        {
            Sender = agent.Sender,
            Agency = agent.Agency,
            AgentId = agent.Id,
            IsQuarantined = agent.State == AgentState.Quarantined,
        };

    private IngestSender? OfKey(string id, string secret) => keys.Authenticate(id, secret) is not { } key
        ? null
        : new IngestSender
        {
            Sender = key.Sender,
            Agency = key.Agency,
            KeyName = key.Name,
            EventsPerSecond = key.Quota.EventsPerSecond ?? 0,
            EventBurst = key.Quota.Burst ?? 0,
            BytesPerDay = key.Quota.BytesPerDay ?? 0,
        };
}
