namespace HueSoc.Storage.EventStore;

/// <summary>An event out of the store.</summary>
public sealed record StoredEvent
{
    /// <summary>The number the store gave it. Numbers rise in the order of commits and are never given twice.</summary>
    public required long Sequence { get; init; }

    /// <summary>The key.</summary>
    public required EventKey Key { get; init; }

    /// <summary>The code of the agency it belongs to; empty when it belongs to the city alone.</summary>
    public required string Agency { get; init; }

    /// <summary>When it happened.</summary>
    public required DateTimeOffset Timestamp { get; init; }

    /// <summary>When the server got it.</summary>
    public required DateTimeOffset Ingested { get; init; }

    /// <summary>The event: one JSON object in UTF-8.</summary>
    public required ReadOnlyMemory<byte> Document { get; init; }
}
