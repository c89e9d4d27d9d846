using System.Runtime.InteropServices;

namespace HueSoc.Agent.Spool;

/// <summary>How a spool is doing.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct SpoolStatus
{
    /// <summary>How many bytes its segments have.</summary>
    public required long Bytes { get; init; }

    /// <summary>How many segments there are.</summary>
    public required int Segments { get; init; }

    /// <summary>How many events are on disk and not acknowledged.</summary>
    public required long Unacknowledged { get; init; }

    /// <summary>When the oldest event that is not acknowledged was spooled, or a little earlier; null when there is none.</summary>
    public required DateTimeOffset? Oldest { get; init; }

    /// <summary>How many places were found where frames should be and none that is right was, since the spool was opened.</summary>
    public required long BadFrames { get; init; }

    /// <summary>How many bytes were passed over there.</summary>
    public required long SkippedBytes { get; init; }

    /// <summary>How many bytes of a write that never finished were cut off when the spool was opened.</summary>
    public required long TornBytes { get; init; }

    /// <summary>How many events that were on disk could not be read again.</summary>
    public required long LostEvents { get; init; }

    /// <summary>How many segments could not be read, wholly or from some place on.</summary>
    public required long UnreadableSegments { get; init; }

    /// <summary>Whether there is no room for another event now.</summary>
    public required bool Full { get; init; }

    /// <summary>What the disk said last when it did not take something; null when it takes everything.</summary>
    public required string? Problem { get; init; }
}
