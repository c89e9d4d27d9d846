using System.Collections.Immutable;

namespace HueSoc.Storage.EventStore;

/// <summary>What a store holds, and how it is.</summary>
#pragma warning disable MA0048 // The statistics and their rows are one thing.
public sealed record EventStoreStatistics
{
    /// <summary>How many events it holds.</summary>
    public required long Events { get; init; }

    /// <summary>How many bytes it takes on disk.</summary>
    public required long Bytes { get; init; }

    /// <summary>The highest number it has given.</summary>
    public required long LastSequence { get; init; }

    /// <summary>Its days, in rising order.</summary>
    public required ImmutableArray<DayStatistics> Days { get; init; }

    /// <summary>Sequence ranges lost to damage since the store was made, merged.</summary>
    public required ImmutableArray<SequenceRange> Lost { get; init; }

    /// <summary>Bytes free where it keeps its files.</summary>
    public required long FreeBytes { get; init; }
}

/// <summary>One day of a store.</summary>
/// <param name="Day">The day in the ids, or the day the events came when their ids name none; null for the partition of days out of range.</param>
/// <param name="Events">How many events it holds.</param>
/// <param name="Bytes">How many bytes it takes on disk.</param>
/// <param name="Readable">Whether it can be read now.</param>
public readonly record struct DayStatistics(DateOnly? Day, long Events, long Bytes, bool Readable);
