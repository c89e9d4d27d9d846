namespace HueSoc.Fleet.Heartbeats;

/// <summary>How fast an agent may ship, as the server can take it at present.</summary>
public sealed record ShippingPace
{
    /// <summary>No bound but those of the configuration.</summary>
    public static ShippingPace Free { get; } = new() { EventsPerSecond = 0, PauseSeconds = 0 };

    /// <summary>How many events a second, 0 to 1,000,000; 0 for no bound.</summary>
    public required int EventsPerSecond { get; init; }

    /// <summary>For how many seconds nothing is to be sent at all, 0 to 600.</summary>
    public required int PauseSeconds { get; init; }
}
