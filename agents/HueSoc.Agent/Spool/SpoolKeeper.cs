namespace HueSoc.Agent.Spool;

/// <summary>Keeps the acknowledged place and the positions on disk and deletes the segments that nobody needs. May be used by any thread.</summary>
internal sealed class SpoolKeeper(SpoolFolder folder, SegmentList segments, SpoolOptions options, TimeProvider time)
{
    // Two of these are written for a segment: they wait until there is something to delete.
    private const int UncoveredSegments = 2;

    private readonly Lock _gate = new();
    private long _kept = time.GetTimestamp();
    private long _nextReserve = time.GetTimestamp();

    /// <summary>What the disk said last when it did not take something; null when it did.</summary>
    public string? Problem { get; private set; }

    /// <summary>Keeps what is due.</summary>
    /// <param name="isUrgent">Whether room is needed: then everything that can be deleted is.</param>
    public void Keep(bool isUrgent)
    {
        int finished = segments.CountFinished(folder.Snapshots.CoveredBelow, out int uncovered);
        bool isDue = segments.Acknowledged > folder.Acknowledged.Ordinal && time.GetElapsedTime(_kept) >= options.KeepEvery;
        if (!isDue && (isUrgent ? finished == 0 : finished == uncovered && uncovered < UncoveredSegments) && folder.Files.HasReserve)
            return;

        lock (_gate)
            Try(() => KeepAndDelete(isUrgent));
    }

    /// <summary>Keeps everything, before the spool is closed.</summary>
    public void KeepAll()
    {
        lock (_gate)
        {
            Try(() =>
            {
                if (segments.Acknowledged > folder.Acknowledged.Ordinal)
                    folder.Acknowledged.Write(segments.Acknowledged);

                folder.Snapshots.Write(segments.Snapshot(folder.Snapshots.NextSequence));
            });
        }
    }

    private void KeepAndDelete(bool isUrgent)
    {
        _kept = time.GetTimestamp();
        long acknowledged = segments.Acknowledged;
        if (acknowledged > folder.Acknowledged.Ordinal)
            folder.Acknowledged.Write(acknowledged);

        // The older of the two is replaced each time: after two, both cover everything that is finished.
        for (int times = 0; times < 2; times++)
        {
            segments.CountFinished(folder.Snapshots.CoveredBelow, out int uncovered);
            if (uncovered == 0 || (!isUrgent && uncovered < UncoveredSegments))
                break;

            folder.Snapshots.Write(segments.Snapshot(folder.Snapshots.NextSequence));
        }

        while (segments.TakeFinished(folder.Snapshots.CoveredBelow, folder.Acknowledged.Ordinal) is { } segment)
            folder.Disk.Delete(segment.Path);

        if (!folder.Files.HasReserve && _nextReserve <= time.GetTimestamp())
        {
            _nextReserve = time.GetTimestamp() + (60 * time.TimestampFrequency);
            if (folder.Disk.FreeBytes(folder.Path) >= options.KeepFreeBytes)
                folder.Files.Reserve();
        }
    }

    private void Try(Action keep)
    {
        try
        {
            keep();
            Problem = null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Problem = exception.Message;
        }
    }
}
