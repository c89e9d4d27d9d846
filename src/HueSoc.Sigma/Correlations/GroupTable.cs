namespace HueSoc.Sigma.Correlations;

/// <summary>The groups in memory, and the bounds on them.</summary>
/// <param name="options">The bounds.</param>
/// <param name="remembers">Whether what is put out of memory can be read back.</param>
internal sealed class GroupTable(CorrelationOptions options, bool remembers)
{
    private readonly Dictionary<(int Correlation, string Key), CorrelationGroup> groups = [];
    private readonly Dictionary<int, long> lostThrough = [];
    private long uses;

    /// <summary>How many groups there are.</summary>
    public int Count => groups.Count;

    /// <summary>How many settled entries there are.</summary>
    public int Entries { get; private set; }

    /// <summary>Entries that were put out for a bound.</summary>
    public long EntriesEvicted { get; private set; }

    /// <summary>Groups that were put out for a bound.</summary>
    public long GroupsEvicted { get; private set; }

    /// <summary>Whether some groups have to go.</summary>
    public bool IsOverfull => groups.Count > options.MaxGroups || Entries > options.MaxSignals;

    /// <summary>A group, made if need be.</summary>
    public CorrelationGroup Get(CompiledCorrelation correlation, string key, CorrelationSignal signal, string[] values)
    {
        if (!groups.TryGetValue((correlation.Number, key), out CorrelationGroup? group))
        {
            group = correlation.GroupOf(signal, key, values);
            if (remembers)
                group.LoadedFrom = long.MaxValue;
            else
                group.LostThrough = lostThrough.GetValueOrDefault(correlation.Number, long.MinValue);
            groups.Add((correlation.Number, key), group);
        }

        group.LastUsed = ++uses;
        return group;
    }

    /// <summary>A group that is in memory; else null.</summary>
    public CorrelationGroup? Find(CompiledCorrelation correlation, string key) => groups.GetValueOrDefault((correlation.Number, key));

    /// <summary>Counts entries that came.</summary>
    public void CountEntries(int number) => Entries += number;

    /// <summary>Puts out the earliest entries of a group that has too many.</summary>
    public void Trim(CorrelationGroup group)
    {
        if (group.Entries.Count <= options.MaxSignalsPerGroup)
            return;
        EntriesEvicted += Drop(group, group.Entries.Count - Math.Max(1, options.MaxSignalsPerGroup / 4 * 3));
    }

    /// <summary>Puts out what lies too far back to matter soon; it can be read back.</summary>
    public void Forget(CorrelationGroup group)
    {
        long span = group.Correlation.Timespan;
        if (group.Entries.Count > 0 && group.Entries[0].Time < group.LastTime - (4 * span))
            Drop(group, group.FirstAt(group.LastTime - (2 * span)));
    }

    /// <summary>Puts out the groups that were used least recently, until all bounds have some room again.</summary>
    public void Evict()
    {
        foreach (CorrelationGroup group in groups.Values.OrderBy(g => g.LastUsed).ToArray())
        {
            if (groups.Count <= options.MaxGroups - (options.MaxGroups / 8) && Entries <= options.MaxSignals - (options.MaxSignals / 8))
                break;
            if (group.Pending.Count > 0)
                continue;
            GroupsEvicted++;
            EntriesEvicted += group.Entries.Count;
            Remove(group);
        }
    }

    /// <summary>Puts out groups whose last signal is older than a time; they can be read back.</summary>
    public void ForgetIdle(long through)
    {
        foreach (CorrelationGroup group in groups.Values.Where(g => g.Pending.Count == 0 && g.LastTime < through - (2 * g.Correlation.Timespan)).ToArray())
            Remove(group);
    }

    private void Remove(CorrelationGroup group)
    {
        if (!remembers)
            lostThrough[group.Correlation.Number] = Math.Max(lostThrough.GetValueOrDefault(group.Correlation.Number, long.MinValue), group.LastTime);
        Entries -= group.Entries.Count;
        group.IsGone = true;
        groups.Remove((group.Correlation.Number, group.Key));
    }

    private int Drop(CorrelationGroup group, int count)
    {
        long last = count == 0 ? long.MinValue : group.Entries[count - 1].Time;
        int dropped = group.DropFirst(count);
        Entries -= dropped;
        if (!remembers && dropped > 0)
            group.LostThrough = Math.Max(group.LostThrough, last);
        return dropped;
    }
}
