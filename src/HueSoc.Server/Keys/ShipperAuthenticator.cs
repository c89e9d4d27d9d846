using HueSoc.Server.Ingest;
using HueSoc.Storage.Control.Keys;

namespace HueSoc.Server.Keys;

/// <summary>Says whose key it is that a shipper presents.</summary>
/// <param name="keys">The keys.</param>
internal sealed class ShipperAuthenticator(ShipperKeyStore keys) : IShipperAuthenticator
{
    /// <inheritdoc/>
    public IngestSender? Authenticate(string id, string secret) => keys.Authenticate(id, secret) is not { } key
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
