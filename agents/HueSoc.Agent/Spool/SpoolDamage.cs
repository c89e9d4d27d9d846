namespace HueSoc.Agent.Spool;

/// <summary>Counts what was found to be wrong.</summary>
internal sealed class SpoolDamage
{
    private long _badFrames;
    private long _skippedBytes;
    private long _tornBytes;
    private long _lostEvents;
    private long _unreadableSegments;

    /// <summary>Places where no frame was.</summary>
    public long BadFrames => Interlocked.Read(ref _badFrames);

    /// <summary>Bytes passed over there.</summary>
    public long SkippedBytes => Interlocked.Read(ref _skippedBytes);

    /// <summary>Bytes of unfinished writes that were cut off.</summary>
    public long TornBytes => Interlocked.Read(ref _tornBytes);

    /// <summary>Events that were on disk and could not be read.</summary>
    public long LostEvents => Interlocked.Read(ref _lostEvents);

    /// <summary>Segments that could not be read.</summary>
    public long UnreadableSegments => Interlocked.Read(ref _unreadableSegments);

    /// <summary>Bytes were passed over.</summary>
    public void Skip(long bytes)
    {
        Interlocked.Increment(ref _badFrames);
        Interlocked.Add(ref _skippedBytes, bytes);
    }

    /// <summary>Bytes of an unfinished write were cut off.</summary>
    public void Cut(long bytes) => Interlocked.Add(ref _tornBytes, bytes);

    /// <summary>Events are missing.</summary>
    public void Lose(long events) => Interlocked.Add(ref _lostEvents, events);

    /// <summary>A segment cannot be read.</summary>
    public void Unreadable() => Interlocked.Increment(ref _unreadableSegments);
}
