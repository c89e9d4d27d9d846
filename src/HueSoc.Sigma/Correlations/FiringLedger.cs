using System.Collections.Immutable;

namespace HueSoc.Sigma.Correlations;

/// <summary>Collects the evidence of firings until it is asked for.</summary>
/// <param name="set">The correlations.</param>
internal sealed class FiringLedger(CorrelationSet set)
{
    private readonly Dictionary<CorrelationFiringKey, Draft> drafts = [];

    /// <summary>Adds a piece of evidence.</summary>
    public void Add(CorrelationGroup group, long bucket, BucketState state, GroupEntry entry)
    {
        CorrelationFiringKey key = new(group.Correlation.Rule.Id, group.Key, bucket);
        if (!drafts.TryGetValue(key, out Draft? draft))
            drafts.Add(key, draft = new(group, state));
        draft.State = state;
        draft.Entries.Add(entry);
        state.FirstEvidence = Math.Min(state.FirstEvidence, entry.Time);
        state.LastEvidence = Math.Max(state.LastEvidence, entry.Time);
    }

    /// <summary>The firings, in an order that depends on nothing but themselves.</summary>
    public ImmutableArray<CorrelationFiring> Take()
    {
        if (drafts.Count == 0)
            return [];
        ImmutableArray<CorrelationFiring> firings =
        [
            .. drafts.OrderBy(d => d.Value.Group.Correlation.Number).ThenBy(d => d.Key.GroupKey, StringComparer.Ordinal).ThenBy(d => d.Key.Bucket)
                .Select(d => Make(d.Key, d.Value)),
        ];
        drafts.Clear();
        return firings;
    }

    private CorrelationFiring Make(CorrelationFiringKey key, Draft draft)
    {
        CompiledCorrelation correlation = draft.Group.Correlation;
        draft.Entries.Sort(GroupEntry.Order);
        List<string> references = [];
        HashSet<string> seen = new(StringComparer.Ordinal);
        List<CorrelationFiringKey> parts = [];
        foreach (GroupEntry entry in draft.Entries)
        {
            if (seen.Add(entry.Reference))
                references.Add(entry.Reference);
            if (entry.SourceGroup is not null && set.Find(correlation.PartIds[entry.Part]) is { } part)
                parts.Add(new(part.Rule.Id, entry.SourceGroup, part.BucketOf(entry.Time)));
        }

        bool isUpdate = draft.State.IsTold;
        draft.State.IsTold = true;
        return new()
        {
            Key = key,
            Agency = draft.Group.Agency,
            Drill = draft.Group.Drill,
            Group = [.. correlation.Rule.GroupBy.Select((field, i) => new CorrelationGroupValue(field, draft.Group.Values[i]))],
            First = UnixTime.ToInstant(draft.State.FirstEvidence),
            Last = UnixTime.ToInstant(draft.State.LastEvidence),
            References = [.. references],
            Parts = [.. parts.Distinct()],
            Value = draft.State.Value,
            IsUpdate = isUpdate,
            IsIncomplete = draft.State.IsIncomplete,
        };
    }

    private sealed class Draft(CorrelationGroup group, BucketState state)
    {
        public CorrelationGroup Group => group;

        public BucketState State { get; set; } = state;

        public List<GroupEntry> Entries { get; } = [];
    }
}
