using HueSoc.Agent.Spool;

namespace HueSoc.Agent.Shipping;

/// <summary>Sends the events of a spool in <c>_bulk</c> requests, and acknowledges what arrived.</summary>
internal sealed class Shipper : IDisposable
{
    /// <param name="spool">Where the events are.</param>
    /// <param name="options">Where they go to.</param>
    /// <param name="limits">How they are sent.</param>
    /// <param name="time">The clock.</param>
    /// <param name="random">Spreads waits.</param>
    public Shipper(EventSpool spool, ShipperOptions options, ShipperLimits limits, TimeProvider time, Random random) => _ = (spool, options, limits, time, random);

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
