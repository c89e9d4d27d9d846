namespace HueSoc.Storage.Control.Keys;

/// <summary>A key that a shipper ingests with. Its text is <c>ID:SECRET</c>; the secret is kept only as a hash.</summary>
public sealed record ShipperKey
{
    /// <summary>Its public name: 16 lower-case hex digits.</summary>
    public required string Id { get; init; }

    /// <summary>Its name. It is part of the key of every event the key sent (<see cref="Sender"/>), so it is never given to another.</summary>
    public required string Name { get; init; }

    /// <summary>The agency its events belong to; empty for the city alone.</summary>
    public required string Agency { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>Who made it.</summary>
    public required string CreatedBy { get; init; }

    /// <summary>What it may send.</summary>
    public required KeyQuota Quota { get; init; }

    /// <summary>When it was disabled; null when it is taken.</summary>
    public required DateTimeOffset? Disabled { get; init; }

    /// <summary>Counts the changes made to it, for <c>If-Match</c>.</summary>
    public required long Version { get; init; }

    /// <summary>Who its events are from: <c>key:NAME</c>.</summary>
    public string Sender => $"key:{Name}";
}
