namespace HueSoc.Storage.EventStore;

/// <summary>An event on its way into the store: normalised, stamped, not stored yet.</summary>
public sealed record EventToAppend
{
    /// <summary>The key.</summary>
    public required EventKey Key { get; init; }

    /// <summary>The code of the agency it belongs to, as stamped into <c>organization.id</c>; empty when it belongs to the city alone.</summary>
    public required string Agency { get; init; }

    /// <summary>When it happened: <c>@timestamp</c>.</summary>
    public required DateTimeOffset Timestamp { get; init; }

    /// <summary>When the server got it: <c>event.ingested</c>.</summary>
    public required DateTimeOffset Ingested { get; init; }

    /// <summary>The first 16 bytes of SHA-256 of the document as it was received, to tell a repetition from other bytes under the same id.</summary>
    public required UInt128 ReceivedHash { get; init; }

    /// <summary>The event: one JSON object in UTF-8, ECS. The memory must not change until the append is answered.</summary>
    public required ReadOnlyMemory<byte> Document { get; init; }
}
