namespace HueSoc.Storage.Sqlite;

/// <summary>Counts events by hour and agency, as the table <c>hours</c> of a day's file does.</summary>
internal sealed class HourTally
{
    private readonly Dictionary<(long Hour, string Agency), long> counts = [];

    // Neighbours are of one hour and agency as a rule; they are counted here first.
    private (long Hour, string Agency) last;
    private long ofLast;

    /// <summary>The counts.</summary>
    public IReadOnlyDictionary<(long Hour, string Agency), long> Counts
    {
        get
        {
            Settle();
            return counts;
        }
    }

    /// <summary>The hour of a moment: whole hours since 1970-01-01 UTC, rounded down.</summary>
    /// <param name="time">In units of 100 ns since 1970-01-01 UTC.</param>
    public static long HourOf(long time) => Math.DivRem(time, TimeSpan.TicksPerHour) is var (hour, rest) && rest < 0 ? hour - 1 : hour;

    /// <summary>Counts an event.</summary>
    /// <param name="time">When it happened, in units of 100 ns since 1970-01-01 UTC.</param>
    /// <param name="agency">Its agency; '' for the city alone.</param>
    public void Add(long time, string agency)
    {
        long hour = HourOf(time);
        if (ofLast == 0 || hour != last.Hour || !string.Equals(agency, last.Agency, StringComparison.Ordinal))
        {
            Settle();
            last = (hour, agency);
        }

        ofLast++;
    }

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        counts.Clear();
        ofLast = 0;
    }

    private void Settle()
    {
        if (ofLast == 0)
            return;
        counts[last] = counts.GetValueOrDefault(last) + ofLast;
        ofLast = 0;
    }
}
