using HueSoc.Sigma.Correlations.Windows;

namespace HueSoc.Sigma.Correlations;

/// <summary>The signals of one group of a correlation, in the order of time, and what has come of them.</summary>
/// <param name="correlation">The correlation.</param>
/// <param name="key">The group's canonical text.</param>
/// <param name="agency">The agency; empty when there is none.</param>
/// <param name="drill">The drill; empty when there is none.</param>
/// <param name="values">The values of <c>group-by</c>, normal.</param>
internal sealed class CorrelationGroup(CompiledCorrelation correlation, string key, string agency, string drill, string[] values)
{
    private readonly WindowCondition window = correlation.NewWindow();
    private readonly SortedDictionary<long, BucketState> buckets = [];
    private readonly HashSet<long> touched = [];
    private readonly List<GroupEntry> tooLate = [];
    private readonly List<GroupEntry> entries = [];

    // The window as it stands: it holds the entries from windowLeft on whose time is at most windowEnd.
    private bool windowStands;
    private int windowLeft;
    private long windowEnd;

    /// <summary>The correlation.</summary>
    public CompiledCorrelation Correlation => correlation;

    /// <summary>The canonical text.</summary>
    public string Key => key;

    /// <summary>The agency.</summary>
    public string Agency => agency;

    /// <summary>The drill.</summary>
    public string Drill => drill;

    /// <summary>The values of <c>group-by</c>, normal.</summary>
    public string[] Values => values;

    /// <summary>The entries that have been settled.</summary>
    public IReadOnlyList<GroupEntry> Entries => entries;

    /// <summary>The entries that wait to be settled, in any order.</summary>
    public List<GroupEntry> Pending { get; } = [];

    /// <summary>Entries that the caller has not kept yet and that are not among <see cref="Entries"/>.</summary>
    public List<GroupEntry> Unsaved { get; } = [];

    /// <summary>Every signal of the group from this time on is among the entries.</summary>
    public long LoadedFrom { get; set; } = long.MinValue;

    /// <summary>The latest time of which entries were lost.</summary>
    public long LostThrough { get; set; } = long.MinValue;

    /// <summary>When it was last used, as a rising number.</summary>
    public long LastUsed { get; set; }

    /// <summary>The earliest time it waits to be decided at; the latest possible when it does not.</summary>
    public long QueuedAt { get; set; } = long.MaxValue;

    /// <summary>Whether it was put out of memory.</summary>
    public bool IsGone { get; set; }

    /// <summary>The time of the last entry.</summary>
    public long LastTime => entries.Count == 0 ? long.MinValue : entries[^1].Time;

    /// <summary>Puts entries among the others.</summary>
    /// <param name="coming">The entries, in any order; it is sorted, and those that are there already are taken out.</param>
    public void Merge(List<GroupEntry> coming)
    {
        coming.Sort(GroupEntry.Order);
        int kept = 0;
        for (int i = 0; i < coming.Count; i++)
        {
            if ((kept == 0 || GroupEntry.Order.Compare(coming[kept - 1], coming[i]) != 0) && entries.BinarySearch(coming[i], GroupEntry.Order) < 0)
                coming[kept++] = coming[i];
        }

        coming.RemoveRange(kept, coming.Count - kept);
        if (kept == 0)
            return;
        if (coming[0].Time < windowEnd || (correlation.IsDecidedLate && coming[0].Time == windowEnd))
            windowStands = false;
        int at = entries.Count == 0 || GroupEntry.Order.Compare(coming[0], entries[^1]) > 0 ? entries.Count : ~entries.BinarySearch(coming[0], GroupEntry.Order);
        if (at == entries.Count)
        {
            entries.AddRange(coming);
            return;
        }

        List<GroupEntry> tail = entries.GetRange(at, entries.Count - at);
        entries.RemoveRange(at, entries.Count - at);
        int c = 0, t = 0;
        while (c < kept || t < tail.Count)
            entries.Add(t == tail.Count || (c < kept && GroupEntry.Order.Compare(coming[c], tail[t]) < 0) ? coming[c++] : tail[t++]);
    }

    /// <summary>Looks anew at every window that new entries lie in.</summary>
    /// <param name="added">The new entries, in order; they have been merged.</param>
    /// <param name="arrival">The number of the settlement that brought them.</param>
    /// <param name="passOn">Told the entries at whose time the condition holds, where others build on it.</param>
    public void Reconsider(List<GroupEntry> added, long arrival, Action<GroupEntry> passOn)
    {
        int next = 0;
        while (next < added.Count)
        {
            long time = added[next].Time;
            int at = FirstAt(time);
            bool resumes = windowStands && time >= windowEnd && (at == entries.Count || FirstAt(windowEnd + 1) >= at);
            long stoodAt = resumes ? windowEnd : long.MinValue;
            if (!resumes)
                Restart(time, at);
            long until = time;
            while (at < entries.Count)
            {
                time = entries[at].Time;
                for (; next < added.Count && added[next].Time == time; next++)
                    until = time + correlation.Timespan;
                if (time >= until)
                    break;
                at = Step(at, time, e => time > stoodAt || e.Arrival == arrival, passOn);
            }

            windowStands = at == entries.Count;
        }
    }

    /// <summary>Looks at every window that ends in a range of time.</summary>
    /// <param name="after">After this time.</param>
    /// <param name="through">Through this one.</param>
    /// <param name="passOn">Told the entries at whose time the condition holds, where others build on it.</param>
    public void Decide(long after, long through, Action<GroupEntry> passOn)
    {
        int at = after == long.MaxValue ? entries.Count : FirstAt(after + 1);
        if (at == entries.Count || entries[at].Time > through)
            return;
        if (!windowStands || windowEnd > after || FirstAt(windowEnd + 1) != at)
            Restart(entries[at].Time, at);
        while (at < entries.Count && entries[at].Time <= through)
            at = Step(at, entries[at].Time, static _ => true, passOn);
        windowStands = true;
    }

    /// <summary>Remembers an entry that came after a window it lies in was decided.</summary>
    public void AddTooLate(GroupEntry entry) => tooLate.Add(entry);

    /// <summary>The evidence that is new since it was last told, by bucket.</summary>
    /// <param name="added">What the last settlement added to windows that had been looked at.</param>
    /// <param name="arrival">The number of the settlement.</param>
    /// <param name="tell">Told bucket, its state, and an entry, each once.</param>
    public void TellEvidence(IReadOnlyList<GroupEntry> added, long arrival, Action<long, BucketState, GroupEntry> tell)
    {
        foreach (GroupEntry entry in added)
        {
            // A window that holds an entry ends in the bucket of the entry or in the next one.
            long bucket = correlation.BucketOf(entry.Time);
            TellInside(bucket, entry, tell);
            TellInside(bucket + 1, entry, tell);
        }

        foreach (long bucket in touched.Order())
        {
            BucketState state = buckets[bucket];
            long span = correlation.Timespan;
            if (state.ToldLastEnd < state.ToldFirstEnd)
            {
                TellRange(bucket, state, state.FirstEnd - span, state.LastEnd, tell);
            }
            else
            {
                TellRange(bucket, state, state.FirstEnd - span, state.ToldFirstEnd - span, tell);
                TellRange(bucket, state, state.ToldLastEnd, state.LastEnd, tell);
                foreach (GroupEntry entry in tooLate)
                {
                    if (entry.Arrival > state.ToldArrival && entry.Time > state.ToldFirstEnd - span && entry.Time <= state.ToldLastEnd)
                        tell(bucket, state, entry);
                }
            }

            (state.ToldFirstEnd, state.ToldLastEnd, state.ToldArrival) = (state.FirstEnd, state.LastEnd, arrival);
        }

        touched.Clear();
    }

    /// <summary>Takes the earliest entries out.</summary>
    /// <param name="count">How many at least; those of the same time as the last of them go too.</param>
    /// <returns>How many went.</returns>
    public int DropFirst(int count)
    {
        if (count == 0)
            return 0;
        long last = entries[count - 1].Time;
        int drop = FirstAt(last + 1);
        entries.RemoveRange(0, drop);
        windowStands &= windowLeft >= drop;
        windowLeft -= drop;
        LoadedFrom = last + 1;
        tooLate.RemoveAll(e => e.Time <= last);

        // Whatever reaches back to what is gone is forgotten, so that it is told again as a whole when it is told again.
        foreach (long bucket in buckets.TakeWhile(b => b.Value.FirstEnd - correlation.Timespan <= last).Select(b => b.Key).ToArray())
            buckets.Remove(bucket);
        return drop;
    }

    /// <summary>The first entry of a time or later, as an index.</summary>
    public int FirstAt(long time)
    {
        int low = 0, high = entries.Count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (entries[middle].Time < time)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }

    /// <summary>Makes the window that stands just before an entry.</summary>
    private void Restart(long time, int at)
    {
        window.Clear();
        windowLeft = FirstAt(time - correlation.Timespan + 1);
        for (int e = windowLeft; e < at; e++)
            window.Enter(entries[e]);
    }

    /// <summary>Moves the window's end to a time.</summary>
    private int Step(int at, long time, Func<GroupEntry, bool> isNew, Action<GroupEntry> passOn)
    {
        int next = at;
        for (; next < entries.Count && entries[next].Time == time; next++)
        {
            if (isNew(entries[next]))
                window.Enter(entries[next]);
        }

        long after = time - correlation.Timespan;
        while (entries[windowLeft].Time <= after)
            window.Leave(entries[windowLeft++]);
        windowEnd = time;
        if (!window.Holds(after, out double value))
            return next;
        long bucket = correlation.BucketOf(time);
        if (!buckets.TryGetValue(bucket, out BucketState? state))
            buckets.Add(bucket, state = new());
        state.Hold(time, value, after < LostThrough);
        touched.Add(bucket);
        for (int e = at; correlation.IsPart && e < next; e++)
        {
            if (!entries[e].IsPassedOn)
                passOn(entries[e]);
            entries[e].IsPassedOn = true;
        }

        return next;
    }

    private void TellInside(long bucket, GroupEntry entry, Action<long, BucketState, GroupEntry> tell)
    {
        if (buckets.TryGetValue(bucket, out BucketState? state) && entry.Time > state.ToldFirstEnd - correlation.Timespan && entry.Time <= state.ToldLastEnd)
            tell(bucket, state, entry);
    }

    private void TellRange(long bucket, BucketState state, long after, long through, Action<long, BucketState, GroupEntry> tell)
    {
        if (through <= after)
            return;
        for (int e = FirstAt(after + 1); e < entries.Count && entries[e].Time <= through; e++)
            tell(bucket, state, entries[e]);
    }
}
