using HueSoc.Agent.Spool;

namespace HueSoc.Agent.Shipping;

/// <summary>Sends the events of a spool in <c>_bulk</c> requests, and acknowledges what arrived.</summary>
internal sealed class Shipper(EventSpool spool, ShipperOptions options, ShipperLimits limits, TimeProvider time, Random random) : IDisposable
{
    /// <summary>Sends until it is cancelled.</summary>
    public Task RunAsync(CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Changes the limits from the next request on.</summary>
    public void ChangeLimits(ShipperLimits changed) => throw new NotImplementedException();

    /// <summary>Changes the key, as after a new enrollment; a pause because of the old key ends.</summary>
    public void ChangeKey(string? apiKey) => throw new NotImplementedException();

    /// <summary>What it did and how it is doing. May be asked by any thread.</summary>
    public ShipperStatus Status => throw new NotImplementedException();

    /// <inheritdoc/>
    public void Dispose() => throw new NotImplementedException();
}
