using System.Collections.Immutable;
using HueSoc.Sigma.Conditions;
using HueSoc.Sigma.Correlations.Windows;
using HueSoc.Sigma.Detections;

namespace HueSoc.Sigma.Correlations;

/// <summary>A correlation made ready: which signals count for it, in which groups, and what is asked of a window.</summary>
internal sealed class CompiledCorrelation
{
    /// <summary>The most groups one signal counts in: fields with several values multiply.</summary>
    public const int MaxGroupsOfSignal = 64;

    private readonly Dictionary<string, Part> parts = new(StringComparer.Ordinal);

    /// <param name="rule">The rule.</param>
    /// <param name="number">Its place among the correlations that are evaluated.</param>
    public CompiledCorrelation(CorrelationRule rule, int number)
    {
        Rule = rule;
        Number = number;
        Timespan = rule.Timespan.Ticks;
        foreach (string id in rule.RuleIds)
        {
            if (!parts.ContainsKey(id))
                parts.Add(id, new(parts.Count, FieldsFor(rule, rule.GroupBy, id), FieldsFor(rule, rule.Fields, id)));
        }

        PartIds = [.. parts.OrderBy(p => p.Value.Number).Select(p => p.Key)];
        IsDecidedLate = DecidedLate(rule);
    }

    /// <summary>The rule.</summary>
    public CorrelationRule Rule { get; }

    /// <summary>Its place among the correlations that are evaluated; parts come before what builds on them.</summary>
    public int Number { get; }

    /// <summary>The window in units of 100 ns.</summary>
    public long Timespan { get; }

    /// <summary>The rules it builds on, each once.</summary>
    public ImmutableArray<string> PartIds { get; }

    /// <summary>Whether more signals could make the condition false.</summary>
    public bool IsDecidedLate { get; }

    /// <summary>Whether other correlations build on it.</summary>
    public bool IsPart { get; set; }

    /// <summary>The names under which a rule's signals hold the values of some fields or aliases.</summary>
    public static ImmutableArray<string> FieldsFor(CorrelationRule rule, ImmutableArray<string> names, string ruleId) =>
        [.. names.Select(n => rule.Aliases.TryGetValue(n, out ImmutableDictionary<string, string>? alias) ? alias.GetValueOrDefault(ruleId, n) : n)];

    /// <summary>The bucket of a window that ends at a time.</summary>
    public long BucketOf(long time) => time >= 0 ? time / Timespan : ((time + 1) / Timespan) - 1;

    /// <summary>What is asked of a window.</summary>
    public WindowCondition NewWindow() => Rule.Type switch
    {
        CorrelationType.EventCount => new EventCountWindow(Rule.Bounds),
        CorrelationType.ValueCount => new ValueCountWindow(Rule.Bounds),
        CorrelationType.Temporal => new TemporalWindow(Rule, PartIds),
        CorrelationType.TemporalOrdered => new OrderedWindow(Rule, PartIds),
        CorrelationType.ValuePercentile => new PercentileWindow(Rule.Bounds, Rule.Percentile!.Value),
        _ => new SumWindow(Rule.Bounds, average: Rule.Type == CorrelationType.ValueAverage),
    };

    /// <summary>The groups a signal counts in: the values of <c>group-by</c>, normal. None when the event lacks one of the fields.</summary>
    public IReadOnlyList<string[]> GroupsOf(CorrelationSignal signal) => Combinations(signal, parts[signal.RuleId].GroupFields);

    /// <summary>A signal as an entry of a group.</summary>
    /// <param name="signal">The signal.</param>
    /// <param name="keepSignal">Whether the entry keeps the signal whatever asks for it.</param>
    public GroupEntry EntryOf(CorrelationSignal signal, bool keepSignal = false)
    {
        Part part = parts[signal.RuleId];
        GroupEntry entry = new()
        {
            Time = UnixTime.Of(signal.Time),
            Reference = signal.Reference,
            Part = part.Number,
            SourceGroup = signal.GroupKey,
            Origin = signal.Origin,
            Signal = IsPart || keepSignal ? signal : null,
        };
        if (Rule.Type == CorrelationType.ValueCount)
            entry.Texts = [.. Combinations(signal, part.ValueFields).Select(c => c.Length == 1 ? c[0] : GroupKey.Joined(c)).Distinct(StringComparer.Ordinal)];
        else if (Rule.Type is CorrelationType.ValueSum or CorrelationType.ValueAverage or CorrelationType.ValuePercentile)
            entry.Numbers = GroupEntry.NumbersOf(signal.Values.GetValueOrDefault(part.ValueFields[0], []));
        return entry;
    }

    /// <summary>The signal that a part sends to what builds on it: its group's values stand beside those of the event.</summary>
    public CorrelationSignal SignalOf(CorrelationGroup group, CorrelationSignal closing)
    {
        ImmutableDictionary<string, ImmutableArray<string>> values = closing.Values;
        for (int i = 0; i < Rule.GroupBy.Length; i++)
            values = values.SetItem(Rule.GroupBy[i], [group.Values[i]]);
        string origin = GroupKey.Hash(GroupKey.Joined([group.Key, closing.RuleId, closing.Origin ?? string.Empty]));
        return closing with { RuleId = Rule.Id, GroupKey = group.Key, Origin = origin, Values = values };
    }

    /// <summary>A group, empty, of which a signal is known.</summary>
    public CorrelationGroup GroupOf(CorrelationSignal signal, string key, string[] values) =>
        new(this, key, Rule.IsCityWide ? string.Empty : signal.Agency, signal.Drill, values);

    /// <summary>The key of a group of a signal.</summary>
    public string KeyOf(CorrelationSignal signal, string[] values) => GroupKey.Of(Rule.IsCityWide ? null : signal.Agency, signal.Drill, values);

    private static List<string[]> Combinations(CorrelationSignal signal, ImmutableArray<string> fields)
    {
        List<string[]> found = [new string[fields.Length]];
        for (int f = 0; f < fields.Length; f++)
        {
            if (!signal.Values.TryGetValue(fields[f], out ImmutableArray<string> values) || values.IsEmpty)
                return [];
            string[] distinct = [.. values.Select(GroupKey.Normal).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
            List<string[]> next = [];
            foreach (string[] before in found)
            {
                foreach (string value in distinct)
                {
                    if (next.Count == MaxGroupsOfSignal)
                        break;
                    string[] combination = [.. before];
                    combination[f] = value;
                    next.Add(combination);
                }
            }

            found = next;
        }

        return found;
    }

    private static bool DecidedLate(CorrelationRule rule)
    {
        if (rule.Expression is not null)
            return HasNegation(rule.Expression);
        bool counts = rule.Type is CorrelationType.EventCount or CorrelationType.ValueCount or CorrelationType.Temporal or CorrelationType.TemporalOrdered;
        return !counts || !rule.Bounds.All(b => b.Operator is Comparison.Greater or Comparison.GreaterOrEqual);
    }

    private static bool HasNegation(ConditionNode node) => node switch
    {
        ConditionAnd and => and.Parts.Any(HasNegation),
        ConditionOr or => or.Parts.Any(HasNegation),
        _ => node is ConditionNot,
    };

    private sealed record Part(int Number, ImmutableArray<string> GroupFields, ImmutableArray<string> ValueFields);
}
