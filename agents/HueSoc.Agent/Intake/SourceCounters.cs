namespace HueSoc.Agent.Intake;

/// <summary>What was read from a source since the agent was started. Counted by the collecting thread, asked by others.</summary>
/// <param name="time">The clock.</param>
internal sealed class SourceCounters(TimeProvider time)
{
    private long events;
    private long lost;
    private long last;

    /// <summary>How many events.</summary>
    public long Events => Interlocked.Read(ref events);

    /// <summary>How many bytes (of a journal: records) the source lost before they were read, as far as is known.</summary>
    public long Lost => Interlocked.Read(ref lost);

    /// <summary>How long ago the last event was read; null when there was none.</summary>
    public TimeSpan? Idle => Events == 0 ? null : time.GetElapsedTime(Interlocked.Read(ref last));

    /// <summary>Counts an event.</summary>
    public void Count()
    {
        Interlocked.Increment(ref events);
        Interlocked.Exchange(ref last, time.GetTimestamp());
    }

    /// <summary>Counts what was lost.</summary>
    public void CountLost(long amount) => Interlocked.Add(ref lost, amount);
}
