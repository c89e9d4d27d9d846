namespace HueSoc.Agent.Spool;

/// <summary>What a spool is made with. The two bounds may be changed while it is used, by <see cref="EventSpool.ChangeLimits"/>.</summary>
internal sealed record SpoolOptions
{
    /// <summary>How many bytes its segments may have together.</summary>
    public long SpoolBytes { get; init; } = 512L << 20;

    /// <summary>How many bytes of its disk are left free in any case.</summary>
    public long KeepFreeBytes { get; init; } = 256L << 20;

    /// <summary>How large a segment becomes at most, unless one event alone is larger; a small spool has smaller ones.</summary>
    public int SegmentBytes { get; init; } = 4 << 20;

    /// <summary>How many bytes are held in memory before they are written without being asked to.</summary>
    public int PendingBytes { get; init; } = 512 << 10;

    /// <summary>How many bytes may be acknowledged before the place is kept on disk.</summary>
    public long AcknowledgedBytes { get; init; } = 4 << 20;

    /// <summary>How long it takes at most until an acknowledged place is kept on disk, when something is acknowledged or <see cref="EventSpool.Maintain"/> is called.</summary>
    public TimeSpan KeepEvery { get; init; } = TimeSpan.FromSeconds(5);
}
