using System.Collections.Immutable;

namespace HueSoc.Sigma.Correlations;

/// <summary>
/// Evaluates the correlations of a <see cref="CorrelationSet"/> over signals in any order. Its results are a function of
/// the set of signals (and, for conditions that are decided late, of which of them came in time), not of their order or
/// of how they were divided into calls. Not safe for use by several threads at once.
/// </summary>
public sealed class CorrelationEvaluator
{
    private const int MaxPending = 4096;

    private readonly CorrelationSet set;
    private readonly CorrelationOptions options;
    private readonly GroupTable groups;
    private readonly HistoryReader history;
    private readonly FiringLedger ledger;
    private readonly List<CorrelationGroup>[] unsettled;
    private readonly PriorityQueue<CorrelationGroup, long>[] undecided;
    private readonly List<CorrelationGroup> grown = [];
    private readonly List<CorrelationInput> inputs = [];
    private long decided;
    private bool hasDecided;
    private long arrival;
    private long idleSince;
    private long signals;
    private long tooLate;
    private long ungrouped;

    /// <summary>Makes an evaluator.</summary>
    /// <param name="set">The correlations.</param>
    /// <param name="options">The bounds.</param>
    /// <param name="history">What was kept of earlier outcomes; null when nothing is kept, as in a hunt.</param>
    public CorrelationEvaluator(CorrelationSet set, CorrelationOptions options, ICorrelationHistory? history = null)
    {
        this.set = set;
        this.options = options;
        this.history = new(history);
        groups = new(options, history is not null);
        ledger = new(set);
        unsettled = [.. set.Compiled.Select(_ => new List<CorrelationGroup>())];
        undecided = [.. set.Compiled.Select(_ => new PriorityQueue<CorrelationGroup, long>())];
        (decided, hasDecided) = options.DecidedThrough is { } through ? (UnixTime.Of(through), true) : (long.MinValue, false);
    }

    /// <summary>Through which window ends the conditions that are decided late have been decided; to be kept with the outcome and given to the next evaluator. Null before the first <see cref="Advance"/>.</summary>
    public DateTimeOffset? DecidedThrough => hasDecided ? UnixTime.ToInstant(decided) : null;

    /// <summary>What has been counted.</summary>
    public CorrelationCounters Counters => new()
    {
        Signals = signals,
        SignalsEvicted = groups.EntriesEvicted,
        GroupsEvicted = groups.GroupsEvicted,
        TooLate = tooLate,
        Ungrouped = ungrouped,
        HistoryReads = history.Reads,
        GroupsHeld = groups.Count,
        SignalsHeld = groups.Entries,
    };

    /// <summary>Takes a signal. One that was taken before (same rule, same reference) changes nothing.</summary>
    public void Add(CorrelationSignal signal)
    {
        if (!set.Uses(signal.RuleId))
            return;
        signals++;
        Spread(signal);

        // What can be read back may go only when the caller has kept it, which is after it was taken.
        if (!history.Remembers && groups.IsOverfull)
        {
            SettleAll();
            groups.Evict();
        }
    }

    /// <summary>Says how late it is: windows that ended <see cref="CorrelationOptions.Lateness"/> ago or earlier are decided. A time before an earlier one changes nothing.</summary>
    /// <param name="serverNow">The time of the server's clock.</param>
    public void Advance(DateTimeOffset serverNow) => DecideThrough(UnixTime.Of(serverNow) - options.Lateness.Ticks);

    /// <summary>Says that no more signals come: all windows are decided.</summary>
    public void Complete() => DecideThrough(long.MaxValue);

    /// <summary>What came of everything since the last call.</summary>
    public CorrelationOutcome Take()
    {
        SettleAll();
        CorrelationOutcome outcome = new(ledger.Take(), [.. inputs]);
        inputs.Clear();
        foreach (CorrelationGroup group in grown)
        {
            group.Unsaved.Clear();
            if (history.Remembers && !group.IsGone)
            {
                groups.Trim(group);
                groups.Forget(group);
            }
        }

        grown.Clear();
        if (groups.IsOverfull)
            groups.Evict();
        return outcome;
    }

    private void Spread(CorrelationSignal signal)
    {
        foreach (CompiledCorrelation correlation in set.UsersOf(signal.RuleId))
        {
            IReadOnlyList<string[]> combinations = correlation.GroupsOf(signal);
            if (combinations.Count == 0)
                ungrouped++;
            foreach (string[] values in combinations)
            {
                CorrelationGroup group = groups.Get(correlation, correlation.KeyOf(signal, values), signal, values);
                if (group.Pending.Count == 0)
                    unsettled[correlation.Number].Add(group);
                group.Pending.Add(correlation.EntryOf(signal, keepSignal: history.Remembers));
                if (!history.Remembers && group.Pending.Count >= Math.Max(MaxPending, group.Entries.Count / 4))
                    Settle(group);
            }
        }
    }

    private void DecideThrough(long through)
    {
        if (hasDecided && through <= decided)
            return;
        foreach (CompiledCorrelation correlation in set.Compiled)
        {
            SettleAll(correlation);
            if (!correlation.IsDecidedLate)
                continue;
            foreach ((string key, CorrelationSignal signal) in history.Groups(correlation, decided, through))
            {
                string[]? values = correlation.GroupsOf(signal).FirstOrDefault(v => correlation.KeyOf(signal, v) == key);
                if (values is not null)
                    Decide(groups.Get(correlation, key, signal, values), through);
            }

            PriorityQueue<CorrelationGroup, long> queue = undecided[correlation.Number];
            while (queue.TryPeek(out CorrelationGroup? group, out long time) && time <= through)
            {
                queue.Dequeue();
                if (!group.IsGone && group.QueuedAt == time)
                    Decide(group, through);
            }
        }

        (decided, hasDecided) = (through, true);
        if (history.Remembers && inputs.Count == 0 && through - idleSince >= TimeSpan.TicksPerMinute)
        {
            groups.ForgetIdle(through);
            idleSince = through;
        }
    }

    private void Decide(CorrelationGroup group, long through)
    {
        if (history.Remembers)
            groups.CountEntries(history.Load(group, Before(decided, group.Correlation.Timespan)));
        group.Decide(decided, through, e => PassOn(group, e));
        group.TellEvidence([], ++arrival, (bucket, state, entry) => ledger.Add(group, bucket, state, entry));
        group.QueuedAt = long.MaxValue;
        int next = through == long.MaxValue ? group.Entries.Count : group.FirstAt(through + 1);
        if (next < group.Entries.Count)
            Queue(group, group.Entries[next].Time);
        if (history.Remembers)
            grown.Add(group);
    }

    private void SettleAll()
    {
        foreach (CompiledCorrelation correlation in set.Compiled)
            SettleAll(correlation);
    }

    private void SettleAll(CompiledCorrelation correlation)
    {
        // Parts come first, so what they pass on is there when its turn comes.
        List<CorrelationGroup> waiting = unsettled[correlation.Number];
        for (int i = 0; i < waiting.Count; i++)
            Settle(waiting[i]);
        waiting.Clear();
    }

    private void Settle(CorrelationGroup group)
    {
        if (group.Pending.Count == 0)
            return;
        List<GroupEntry> added = [.. group.Pending];
        group.Pending.Clear();
        arrival++;
        foreach (GroupEntry entry in added)
            entry.Arrival = arrival;
        if (history.Remembers)
            added = LoadFor(group, added);
        Settle(group, added, group);
        groups.CountEntries(added.Count);
        if (history.Remembers)
            grown.Add(group);
        else
            groups.Trim(group);
    }

    /// <summary>Merges entries and looks at what they change.</summary>
    private void Settle(CorrelationGroup group, List<GroupEntry> added, CorrelationGroup owner)
    {
        group.Merge(added);
        if (added.Count == 0)
            return;
        if (group.Correlation.IsDecidedLate)
        {
            foreach (GroupEntry entry in added.Where(e => e.Time <= decided))
            {
                tooLate++;
                group.AddTooLate(entry);
            }

            if (added[^1].Time > decided)
                Queue(owner, added.First(e => e.Time > decided).Time);
        }
        else
        {
            group.Reconsider(added, arrival, e => PassOn(owner, e));
            group.TellEvidence(added, arrival, (bucket, state, entry) => ledger.Add(group, bucket, state, entry));
        }

        if (!history.Remembers)
            return;
        foreach (GroupEntry entry in added)
        {
            inputs.Add(new(group.Correlation.Rule.Id, group.Key, entry.Signal!));
            if (!group.Correlation.IsPart)
                entry.Signal = null;
        }
    }

    /// <summary>Reads back what lies around new entries. Those far before what is in memory are settled apart.</summary>
    /// <returns>The entries left to settle.</returns>
    private List<GroupEntry> LoadFor(CorrelationGroup group, List<GroupEntry> added)
    {
        added.Sort(GroupEntry.Order);
        long span = group.Correlation.Timespan;
        long from = group.LoadedFrom;
        int first = added.Count;
        while (first > 0)
        {
            long time = added[first - 1].Time;
            if (!group.Correlation.IsDecidedLate && from != long.MaxValue && Before(time, span) < from && from - time >= 2 * span)
                break;
            from = Math.Min(from, Before(time, span));
            first--;
        }

        groups.CountEntries(history.Load(group, from));
        for (int end = first; end > 0;)
        {
            int begin = end - 1;
            while (begin > 0 && added[begin].Time - added[begin - 1].Time < 2 * span)
                begin--;
            List<GroupEntry> apart = added.GetRange(begin, end - begin);
            Settle(history.Island(group, Before(apart[0].Time, span), apart[^1].Time + span), apart, group);
            group.Unsaved.AddRange(apart);
            end = begin;
        }

        added.RemoveRange(0, first);
        return added;
    }

    private void PassOn(CorrelationGroup group, GroupEntry entry) => Spread(group.Correlation.SignalOf(group, entry.Signal!));

    private void Queue(CorrelationGroup group, long time)
    {
        if (time >= group.QueuedAt)
            return;
        group.QueuedAt = time;
        undecided[group.Correlation.Number].Enqueue(group, time);
    }

    private static long Before(long time, long span) => time < long.MinValue + span ? long.MinValue : time - span;
}
