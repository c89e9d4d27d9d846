namespace HueSoc.Sigma.Correlations;

/// <summary>Brings back what a caller has kept.</summary>
/// <param name="history">What was kept; null when nothing is.</param>
internal sealed class HistoryReader(ICorrelationHistory? history)
{
    /// <summary>Whether anything is kept.</summary>
    public bool Remembers => history is not null;

    /// <summary>How often it was read.</summary>
    public long Reads { get; private set; }

    /// <summary>Makes sure that a group holds all of its signals from a time on.</summary>
    /// <returns>How many entries came.</returns>
    public int Load(CorrelationGroup group, long from)
    {
        if (group.LoadedFrom <= from)
            return 0;
        List<GroupEntry> entries = Read(group, from, group.LoadedFrom);
        group.LoadedFrom = from;
        group.Merge(entries);
        return entries.Count;
    }

    /// <summary>A group of its own for a range of time: for signals so late that all between them and now is better left where it is.</summary>
    public CorrelationGroup Island(CorrelationGroup group, long from, long to)
    {
        CorrelationGroup island = new(group.Correlation, group.Key, group.Agency, group.Drill, group.Values) { LoadedFrom = from };
        List<GroupEntry> entries = Read(group, from, to);
        for (int e = group.FirstAt(from); e < group.Entries.Count && group.Entries[e].Time < to; e++)
            entries.Add(group.Entries[e]);
        island.Merge(entries);
        return island;
    }

    /// <summary>The groups of a correlation with signals after a time and through another, each with one of its signals.</summary>
    public IEnumerable<(string Key, CorrelationSignal Signal)> Groups(CompiledCorrelation correlation, long after, long through)
    {
        if (history is null)
            yield break;
        Reads++;
        (DateTimeOffset from, DateTimeOffset to) = (UnixTime.ToInstant(after == long.MaxValue ? after : after + 1), UnixTime.ToInstant(through == long.MaxValue ? through : through + 1));
        foreach (string key in history.Groups(correlation.Rule.Id, from, to).ToArray())
        {
            if (history.Read(correlation.Rule.Id, key, from, to).FirstOrDefault() is { } signal)
                yield return (key, signal);
        }
    }

    private List<GroupEntry> Read(CorrelationGroup group, long from, long to)
    {
        Reads++;
        List<GroupEntry> entries = [.. group.Unsaved.Where(e => e.Time >= from && e.Time < to)];
        foreach (CorrelationSignal signal in history!.Read(group.Correlation.Rule.Id, group.Key, UnixTime.ToInstant(from), UnixTime.ToInstant(to)))
            entries.Add(group.Correlation.EntryOf(signal));
        return entries;
    }
}
