namespace HueSoc.Fleet.Configuration;

/// <summary>How much an agent may keep and send.</summary>
public sealed record AgentLimits
{
    /// <summary>How many events a UTC day may have; what comes beyond is left out and counted. 0 for no bound.</summary>
    public long EventsPerDay { get; init; }

    /// <summary>How many bytes of events, without compression, a UTC day may have; what comes beyond is left out and counted. 0 for no bound.</summary>
    public long BytesPerDay { get; init; }

    /// <summary>How many bytes a second may go over the network on the average, with compression; 0 for no bound.</summary>
    public long BytesPerSecond { get; init; }

    /// <summary>How large the spool may grow, 1 MiB to 64 GiB. When it is full, sources wait.</summary>
    public long SpoolBytes { get; init; } = 512L << 20;

    /// <summary>How much of the spool's disk is left free in any case.</summary>
    public long KeepFreeBytes { get; init; } = 256L << 20;

    /// <summary>How many bytes of events, without compression, a request has at most, 64 KiB to 8 MiB.</summary>
    public int BatchBytes { get; init; } = 1 << 20;

    /// <summary>How many milliseconds an event waits for others to be sent with, 0 to 60,000.</summary>
    public int BatchMilliseconds { get; init; } = 1_000;
}
