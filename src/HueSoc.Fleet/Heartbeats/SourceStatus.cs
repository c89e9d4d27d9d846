namespace HueSoc.Fleet.Heartbeats;

/// <summary>How a source of an agent is.</summary>
public sealed record SourceStatus
{
    /// <summary>Its name in the configuration.</summary>
    public required string Name { get; init; }

    /// <summary>How many events were read from it since the agent was started.</summary>
    public required long Events { get; init; }

    /// <summary>How many bytes are there and not read yet; null when that cannot be told (a journal).</summary>
    public long? LagBytes { get; init; }

    /// <summary>How many seconds ago its last event was read; null when there was none.</summary>
    public long? IdleSeconds { get; init; }

    /// <summary>How many bytes were truncated before they were read.</summary>
    public required long LostBytes { get; init; }

    /// <summary>Why it cannot be read, in words; null when it can.</summary>
    public string? Problem { get; init; }
}
