using System.Globalization;
using HueSoc.Sigma.Conditions;
using HueSoc.Sigma.Correlations;
using HueSoc.Sigma.Detections;

namespace HueSoc.Sigma.Tests.Correlations.Model;

/// <summary>The definition itself: every window that ends at a signal, from the whole set of signals, one by one.</summary>
internal static class NaiveCorrelation
{
    /// <summary>The firings of all correlations, with their evidence.</summary>
    /// <param name="set">The correlations.</param>
    /// <param name="signals">All signals.</param>
    public static SortedDictionary<string, SortedSet<string>> Evaluate(CorrelationSet set, IEnumerable<CorrelationSignal> signals)
    {
        SortedDictionary<string, SortedSet<string>> firings = new(StringComparer.Ordinal);
        List<CorrelationSignal> all = [.. signals.DistinctBy(s => (s.RuleId, s.Reference))];
        foreach (CorrelationRule rule in set.Rules)
        {
            Dictionary<string, List<CorrelationSignal>> groups = new(StringComparer.Ordinal);
            foreach (CorrelationInput input in all.SelectMany(set.Inputs).Where(i => i.CorrelationId == rule.Id))
            {
                if (!groups.TryGetValue(input.GroupKey, out List<CorrelationSignal>? group))
                    groups.Add(input.GroupKey, group = []);
                group.Add(input.Signal);
            }

            foreach ((string key, List<CorrelationSignal> group) in groups)
            {
                foreach (CorrelationSignal last in group)
                {
                    List<CorrelationSignal> window = [.. group.Where(s => s.Time <= last.Time && s.Time > last.Time - rule.Timespan)];
                    if (!Holds(rule, window))
                        continue;
                    long bucket = (long)Math.Floor((decimal)(last.Time.Ticks - DateTimeOffset.UnixEpoch.Ticks) / rule.Timespan.Ticks);
                    string name = $"{rule.Id} {key} {bucket}";
                    if (!firings.TryGetValue(name, out SortedSet<string>? evidence))
                        firings.Add(name, evidence = new(StringComparer.Ordinal));
                    evidence.UnionWith(window.Select(s => s.Reference));
                    all.Add(Derived(rule, key, last));
                }
            }
        }

        return firings;
    }

    private static CorrelationSignal Derived(CorrelationRule rule, string key, CorrelationSignal last)
    {
        // The group's values are the last so many strings of its key.
        string[] values = System.Text.Json.JsonSerializer.Deserialize<string[]>(key)!;
        CorrelationSignal derived = last with { RuleId = rule.Id, GroupKey = key };
        for (int i = 0; i < rule.GroupBy.Length; i++)
            derived = derived with { Values = derived.Values.SetItem(rule.GroupBy[i], [values[i + 2]]) };
        return derived;
    }

    private static bool Holds(CorrelationRule rule, List<CorrelationSignal> window)
    {
        switch (rule.Type)
        {
            case CorrelationType.EventCount:
                return Within(rule, window.Count);
            case CorrelationType.ValueCount:
                return Within(rule, window.SelectMany(s => Combinations(rule, s)).Distinct(StringComparer.Ordinal).Count());
            case CorrelationType.Temporal when rule.Expression is { } expression:
                return Holds(expression, [.. window.Select(s => s.RuleId)]);
            case CorrelationType.Temporal:
                int present = window.Select(s => s.RuleId).Distinct(StringComparer.Ordinal).Count();
                return rule.Bounds.IsEmpty ? present == rule.RuleIds.Distinct(StringComparer.Ordinal).Count() : Within(rule, present);
            case CorrelationType.TemporalOrdered:
                int longest = Longest(rule, window);
                return rule.Bounds.IsEmpty ? longest == rule.RuleIds.Length : Within(rule, longest);
            default:
                decimal[] numbers = [.. window.SelectMany(s => Numbers(rule, s)).Order()];
                if (numbers.Length == 0)
                    return false;
                decimal value = rule.Type switch
                {
                    CorrelationType.ValueSum => numbers.Sum(),
                    CorrelationType.ValueAverage => numbers.Sum() / numbers.Length,
                    _ => numbers[Math.Max(1, (int)Math.Ceiling((decimal)rule.Percentile!.Value * numbers.Length / 100)) - 1],
                };
                return Within(rule, value);
        }
    }

    private static bool Within(CorrelationRule rule, decimal value) => rule.Bounds.All(b => b.Operator switch
    {
        Comparison.Less => value < (decimal)b.Number,
        Comparison.LessOrEqual => value <= (decimal)b.Number,
        Comparison.Greater => value > (decimal)b.Number,
        Comparison.GreaterOrEqual => value >= (decimal)b.Number,
        Comparison.NotEqual => value != (decimal)b.Number,
        _ => value == (decimal)b.Number,
    });

    private static bool Holds(ConditionNode node, HashSet<string> rules) => node switch
    {
        ConditionAnd and => and.Parts.All(p => Holds(p, rules)),
        ConditionOr or => or.Parts.Any(p => Holds(p, rules)),
        ConditionNot not => !Holds(not.Part, rules),
        ConditionIdentifier identifier => rules.Contains(identifier.Name),
        _ => throw new InvalidOperationException(),
    };

    /// <summary>The longest row of rules in order, by trying every choice of rules and for each the earliest signals.</summary>
    private static int Longest(CorrelationRule rule, List<CorrelationSignal> window)
    {
        int longest = 0;
        for (int choice = 0; choice < 1 << rule.RuleIds.Length; choice++)
        {
            string[] row = [.. rule.RuleIds.Where((_, i) => (choice & (1 << i)) != 0)];
            if (row.Length <= longest || !IsThere(row))
                continue;
            longest = row.Length;
        }

        return longest;

        bool IsThere(string[] row)
        {
            HashSet<CorrelationSignal> used = new(ReferenceEqualityComparer.Instance);
            DateTimeOffset after = DateTimeOffset.MinValue;
            foreach (string id in row)
            {
                CorrelationSignal? next = window.Where(s => s.RuleId == id && s.Time >= after && !used.Contains(s)).MinBy(s => s.Time);
                if (next is null)
                    return false;
                used.Add(next);
                after = next.Time;
            }

            return true;
        }
    }

    private static IEnumerable<string> Combinations(CorrelationRule rule, CorrelationSignal signal)
    {
        IEnumerable<string> found = [""];
        foreach (string field in rule.Fields)
        {
            string[] values = signal.Values.TryGetValue(field, out var there) ? [.. there] : [];
            found = [.. found.SelectMany(f => values.Select(v => $"{f}|{v.ToUpperInvariant()}"))];
        }

        return found;
    }

    private static IEnumerable<decimal> Numbers(CorrelationRule rule, CorrelationSignal signal) =>
        (signal.Values.TryGetValue(rule.Fields[0], out var there) ? there : [])
            .Where(v => decimal.TryParse(v, NumberStyles.Float, CultureInfo.InvariantCulture, out _))
            .Select(v => decimal.Parse(v, NumberStyles.Float, CultureInfo.InvariantCulture));
}
