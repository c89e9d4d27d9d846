namespace HueSoc.Storage.Sqlite;

/// <summary>The whole hours within a time, for which a day's file keeps counts.</summary>
/// <param name="First">The first, in whole hours since 1970-01-01 UTC.</param>
/// <param name="End">The one behind the last; not above <paramref name="First"/> when there is none.</param>
internal readonly record struct WholeHours(long First, long End)
{
    /// <summary>No hours.</summary>
    public static WholeHours None { get; } = new(0, 0);

    /// <summary>Whether there are none.</summary>
    public bool IsEmpty => First >= End;

    /// <summary>The whole hours of a time.</summary>
    /// <param name="from">The first moment, in units of 100 ns since 1970-01-01 UTC.</param>
    /// <param name="to">The moment behind the last.</param>
    public static WholeHours Within(long from, long to) => new(HourTally.HourOf(from - 1) + 1, HourTally.HourOf(to));

    /// <summary>What of a time, both moments with it, lies outside of these hours.</summary>
    public IEnumerable<(long From, long To)> Around(long from, long to)
    {
        if (IsEmpty)
        {
            yield return (from, to);
            yield break;
        }

        long first = First * TimeSpan.TicksPerHour;
        long end = End * TimeSpan.TicksPerHour;
        if (from < first)
            yield return (from, Math.Min(to, first - 1));
        if (to >= end)
            yield return (Math.Max(from, end), to);
    }
}
