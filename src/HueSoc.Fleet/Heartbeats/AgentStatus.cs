using System.Collections.Immutable;

namespace HueSoc.Fleet.Heartbeats;

/// <summary>How an agent is. Counts are since it was started.</summary>
public sealed record AgentStatus
{
    /// <summary>Its version.</summary>
    public required string AgentVersion { get; init; }

    /// <summary>The machine's name.</summary>
    public required string HostName { get; init; }

    /// <summary>The operating system.</summary>
    public required string Os { get; init; }

    /// <summary>For how many seconds it has run.</summary>
    public required long UptimeSeconds { get; init; }

    /// <summary>The version of the configuration it works by; 0 for one written by hand, or none.</summary>
    public required long ConfigurationVersion { get; init; }

    /// <summary>The configuration it refused last; null when it took the last it got.</summary>
    public RefusedConfiguration? RefusedConfiguration { get; init; }

    /// <summary>Its sources, at most 64.</summary>
    public required ImmutableArray<SourceStatus> Sources { get; init; }

    /// <summary>How many events lie in its spool and are not acknowledged.</summary>
    public required long SpoolEvents { get; init; }

    /// <summary>How many bytes its spool has on disk.</summary>
    public required long SpoolBytes { get; init; }

    /// <summary>How many events were acknowledged.</summary>
    public required long Shipped { get; init; }

    /// <summary>How many events volatile sources dropped because the spool was full.</summary>
    public required long Dropped { get; init; }

    /// <summary>How many events the budget of the day left out.</summary>
    public required long LeftOut { get; init; }

    /// <summary>How many events were refused for good and lie in the dead-letter file.</summary>
    public required long DeadLetters { get; init; }

    /// <summary>Why nothing can be shipped at present; null when it can.</summary>
    public string? ShippingFault { get; init; }

    /// <summary>Processor time used since the last heartbeat, in thousandths of one core.</summary>
    public required int CpuPermille { get; init; }

    /// <summary>Resident memory in bytes.</summary>
    public required long MemoryBytes { get; init; }

    /// <summary>By how many milliseconds the agent's clock is ahead of the server's, as known from the last answer; null when not known.</summary>
    public long? ClockOffsetMilliseconds { get; init; }
}
