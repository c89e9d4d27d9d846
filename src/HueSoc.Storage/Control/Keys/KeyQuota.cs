namespace HueSoc.Storage.Control.Keys;

/// <summary>What a key may send. Over it, ingest answers 429 with the time to wait; nothing is dropped.</summary>
/// <param name="EventsPerSecond">How many events a second, on the long run; null for no limit of its own.</param>
/// <param name="Burst">How many events at once, after a pause: the size of the token bucket. Null for ten seconds' worth.</param>
/// <param name="BytesPerDay">How many bytes of documents a UTC day, as received; null for no limit of its own.</param>
public sealed record KeyQuota(long? EventsPerSecond, long? Burst, long? BytesPerDay)
{
    /// <summary>No limit of its own; those of the server as a whole apply.</summary>
    public static KeyQuota None { get; } = new(null, null, null);

    /// <summary>The size of the token bucket; null without a limit.</summary>
    public long? BucketSize => EventsPerSecond is { } rate ? Burst ?? rate * 10 : null;

    internal string? Fault()
    {
        if (EventsPerSecond is < 1 or > 1_000_000)
            return $"events a second: 1 to 1,000,000, was {EventsPerSecond}";
        if (Burst is not null && EventsPerSecond is null)
            return "a burst goes with a rate";
        if (Burst < EventsPerSecond || Burst > 100_000_000)
            return $"a burst is at least a second's worth and at most 100,000,000 events, was {Burst}";
        return BytesPerDay is < 1 ? $"bytes a day: from 1, was {BytesPerDay}" : null;
    }
}
