using System.Collections.Immutable;
using HueSoc.Server.Json;
using HueSoc.Storage.EventStore;

namespace HueSoc.Server.Events;

/// <summary>An event.</summary>
#pragma warning disable MA0048 // The views of one resource.
internal sealed record EventView
{
    /// <summary>The event's key as one word, for its address.</summary>
    public required string Key { get; init; }

    /// <summary>Who sent it: <c>agent:ID</c>, <c>key:NAME</c> or <c>huesoc</c>.</summary>
    public required string Sender { get; init; }

    /// <summary>The id its sender gave it.</summary>
    public required string Id { get; init; }

    /// <summary>The number the store gave it.</summary>
    public required long Sequence { get; init; }

    /// <summary>The code of the agency it belongs to; empty for the city alone.</summary>
    public required string Agency { get; init; }

    /// <summary>When it happened.</summary>
    public required DateTimeOffset Timestamp { get; init; }

    /// <summary>When the server got it.</summary>
    public required DateTimeOffset Ingested { get; init; }

    /// <summary>The event: one ECS object.</summary>
    public required RawJson Document { get; init; }

    /// <summary>The view of an event.</summary>
    public static EventView Of(StoredEvent stored) => new()
    {
        Key = EventKeyText.Of(stored.Key),
        Sender = stored.Key.Sender,
        Id = stored.Key.Id,
        Sequence = stored.Sequence,
        Agency = stored.Agency,
        Timestamp = stored.Timestamp,
        Ingested = stored.Ingested,
        Document = new(stored.Document),
    };
}

/// <summary>A page of events.</summary>
/// <param name="Items">The events, by when they happened.</param>
/// <param name="Next">What <c>after</c> has to be for the next page; null when this is the last.</param>
/// <param name="Cut">Why the answer is not whole: a deadline or a limit.</param>
/// <param name="Unreadable">Days whose file could not be read, so that their events are missing.</param>
internal sealed record EventPageView(ImmutableArray<EventView> Items, string? Next, AnswerCut Cut, ImmutableArray<DateOnly> Unreadable);

/// <summary>How many events there are over time.</summary>
/// <param name="BucketSeconds">How long a bucket is, in seconds.</param>
/// <param name="Buckets">Buckets that hold events, in rising order.</param>
/// <param name="Cut">Why the answer is not whole.</param>
/// <param name="Unreadable">Days whose file could not be read.</param>
internal sealed record EventHistogramView(
    double BucketSeconds, ImmutableArray<HistogramBucket> Buckets, AnswerCut Cut, ImmutableArray<DateOnly> Unreadable);
