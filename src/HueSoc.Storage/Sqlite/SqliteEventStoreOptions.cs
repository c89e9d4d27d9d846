using System.Collections.Immutable;

namespace HueSoc.Storage.Sqlite;

/// <summary>Where and how the embedded event store keeps its files.</summary>
public sealed record SqliteEventStoreOptions
{
    /// <summary>The data folder; the files are in <c>events/</c> below it.</summary>
    public required string Folder { get; init; }

    /// <summary>How many days before today are kept, 1 to 3,660.</summary>
    public int RetentionDays { get; init; } = 90;

    /// <summary>How many days the law wants kept: <see cref="RetentionDays"/> may not be below it, and no day younger than that is deleted.</summary>
    public int MinimumRetentionDays { get; init; } = 90;

    /// <summary>Bytes that stay free on the disk: below that, appends answer Retry.</summary>
    public long ReserveFreeBytes { get; init; } = 512L << 20;

    /// <summary>How many events may wait for the writer, from 1.</summary>
    public int QueueEvents { get; init; } = 40_000;

    /// <summary>How many bytes of documents may wait for the writer, from 1 MB.</summary>
    public long QueueBytes { get; init; } = 128L << 20;

    /// <summary>How long an append waits for a place in the queue before it answers Retry, up to 10 minutes.</summary>
    public TimeSpan QueuePatience { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How many events are committed together at most, from 1.</summary>
    public int CommitEvents { get; init; } = 8_000;

    /// <summary>The longest document, in bytes, up to 64 MB; a longer one is rejected.</summary>
    public int MaxDocumentBytes { get; init; } = 16 << 20;

    /// <summary>Bytes of the youngest documents that stay in memory for those who follow the store, from 0.</summary>
    public long YoungBytes { get; init; } = 64L << 20;

    /// <summary>Everything that is wrong with the options, in words for the operator; empty when nothing is.</summary>
    public ImmutableArray<string> Validate()
    {
        ImmutableArray<string>.Builder faults = ImmutableArray.CreateBuilder<string>();
        Check(!string.IsNullOrWhiteSpace(Folder), "Folder must name a folder");
        Check(RetentionDays is >= 1 and <= 3660, $"RetentionDays must be 1 to 3660, was {RetentionDays}");
        Check(MinimumRetentionDays >= 0, $"MinimumRetentionDays must not be negative, was {MinimumRetentionDays}");
        Check(RetentionDays >= MinimumRetentionDays, $"RetentionDays must be at least MinimumRetentionDays ({MinimumRetentionDays}), was {RetentionDays}");
        Check(ReserveFreeBytes >= 0, $"ReserveFreeBytes must not be negative, was {ReserveFreeBytes}");
        Check(QueueEvents >= 1, $"QueueEvents must be at least 1, was {QueueEvents}");
        Check(QueueBytes >= 1 << 20, $"QueueBytes must be at least 1048576, was {QueueBytes}");
        Check(QueuePatience >= TimeSpan.Zero && QueuePatience <= TimeSpan.FromMinutes(10), $"QueuePatience must be up to 10 minutes, was {QueuePatience}");
        Check(CommitEvents >= 1, $"CommitEvents must be at least 1, was {CommitEvents}");
        Check(MaxDocumentBytes is >= 1 and <= 64 << 20, $"MaxDocumentBytes must be 1 to 67108864, was {MaxDocumentBytes}");
        Check(YoungBytes >= 0, $"YoungBytes must not be negative, was {YoungBytes}");
        return faults.ToImmutable();

        void Check(bool holds, string fault)
        {
            if (!holds)
                faults.Add(fault);
        }
    }
}
