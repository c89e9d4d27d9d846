namespace HueSoc.Server.Schedules;

/// <summary>What the checks of the event store have found since the server started. Safe for use by several threads.</summary>
internal sealed class StoreCheckFigures
{
    private long days;
    private long damaged;

    /// <summary>How many days were read through; a day counts each time.</summary>
    public long Days => Interlocked.Read(ref days);

    /// <summary>How many of them were damaged.</summary>
    public long Damaged => Interlocked.Read(ref damaged);

    /// <summary>Counts a day.</summary>
    public void Add(bool isDamaged)
    {
        Interlocked.Increment(ref days);
        if (isDamaged)
            Interlocked.Increment(ref damaged);
    }
}
