namespace HueSoc.Server.Ingest;

/// <summary>Who sends events: an enrolled agent, or whoever has a shipper's key.</summary>
public sealed record IngestSender
{
    /// <summary>The sender's part of event keys: <c>agent:ID</c> or <c>key:NAME</c>.</summary>
    public required string Sender { get; init; }

    /// <summary>The code of the agency its events belong to; empty for the city alone.</summary>
    public required string Agency { get; init; }

    /// <summary>The shipper key's name, stamped as <c>huesoc.key.name</c>; null for an enrolled agent.</summary>
    public string? KeyName { get; init; }

    /// <summary>The enrolled agent's id, stamped as <c>agent.id</c>; null for a shipper's key.</summary>
    public string? AgentId { get; init; }

    /// <summary>Whether somebody else may be using the agent's key: its events are taken, and stamped with <c>huesoc.agent.quarantined</c>.</summary>
    public bool IsQuarantined { get; init; }

    /// <summary>How many events a second it may send on the long run; 0 for no bound.</summary>
    public long EventsPerSecond { get; init; }

    /// <summary>How many events it may send at once after a pause; 0 for ten seconds' worth.</summary>
    public long EventBurst { get; init; }

    /// <summary>How many bytes, without compression, it may send in a UTC day; 0 for no bound.</summary>
    public long BytesPerDay { get; init; }
}
