using HueSoc.Fleet.Configuration;
using HueSoc.Fleet.Heartbeats;

namespace HueSoc.Agent.Shipping;

/// <summary>How a shipper sends; may change while it runs.</summary>
/// <param name="BatchBytes">How many bytes of events, without compression, a request has at most.</param>
/// <param name="BatchAge">How long an event waits for others to be sent with.</param>
/// <param name="BytesPerSecond">How many compressed bytes a second are sent on the average; 0 for no bound.</param>
/// <param name="EventsPerSecond">How many events a second are sent on the average, as the server told; 0 for no bound.</param>
/// <param name="Pause">How long after a request the next one begins at the earliest, as the server told; zero for at once.</param>
internal sealed record ShipperLimits(int BatchBytes, TimeSpan BatchAge, long BytesPerSecond = 0, int EventsPerSecond = 0, TimeSpan Pause = default)
{
    /// <summary>The limits of a configuration, and those the server told.</summary>
    public static ShipperLimits Of(AgentLimits limits, ShippingPace pace) => new(
        limits.BatchBytes,
        TimeSpan.FromMilliseconds(limits.BatchMilliseconds),
        limits.BytesPerSecond,
        pace.EventsPerSecond,
        TimeSpan.FromSeconds(pace.PauseSeconds));
}
