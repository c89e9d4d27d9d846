using System.Collections.Immutable;

namespace HueSoc.Storage.EventStore;

/// <summary>Why an answer is not the whole answer.</summary>
#pragma warning disable MA0048 // The answers to the three questions belong together.
public enum AnswerCut
{
    /// <summary>It is whole.</summary>
    None,

    /// <summary>The deadline passed; what had been found until then is here.</summary>
    Deadline,

    /// <summary>More was there than one answer may hold (values to tell apart, buckets). A full page of events with a next page is not cut.</summary>
    Limit,
}

/// <summary>A page of events.</summary>
/// <param name="Events">The events, by when they happened.</param>
/// <param name="Next">Where the next page begins; null when this is the last.</param>
/// <param name="Cut">Why the answer is not whole.</param>
/// <param name="Unreadable">Days whose file could not be read, so that their events are missing.</param>
public sealed record EventPage(ImmutableArray<StoredEvent> Events, string? Next, AnswerCut Cut, ImmutableArray<DateOnly> Unreadable);

/// <summary>How many events there are over time.</summary>
/// <param name="Bucket">How long a bucket is.</param>
/// <param name="Buckets">Buckets that hold events, in rising order; a bucket begins at a multiple of its length since 1970-01-01 UTC.</param>
/// <param name="Cut">Why the answer is not whole.</param>
/// <param name="Unreadable">Days whose file could not be read.</param>
public sealed record EventHistogram(
    TimeSpan Bucket, ImmutableArray<HistogramBucket> Buckets, AnswerCut Cut, ImmutableArray<DateOnly> Unreadable);

/// <summary>One bucket of a histogram.</summary>
/// <param name="Start">When it begins.</param>
/// <param name="Count">How many events it holds.</param>
public readonly record struct HistogramBucket(DateTimeOffset Start, long Count);

/// <summary>The most frequent values of a field.</summary>
/// <param name="Field">The field.</param>
/// <param name="Values">The values, the most frequent first; equals by value.</param>
/// <param name="Others">How many events have other values.</param>
/// <param name="Missing">How many events lack the field.</param>
/// <param name="Cut">Why the answer is not whole.</param>
/// <param name="Unreadable">Days whose file could not be read.</param>
public sealed record TopValues(
    string Field, ImmutableArray<ValueCount> Values, long Others, long Missing, AnswerCut Cut, ImmutableArray<DateOnly> Unreadable);

/// <summary>A value and how many events have it.</summary>
/// <param name="Value">The value, as text.</param>
/// <param name="Count">How many events have it.</param>
public readonly record struct ValueCount(string Value, long Count);
