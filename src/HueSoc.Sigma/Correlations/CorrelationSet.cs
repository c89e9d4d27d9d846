using System.Collections.Immutable;
using HueSoc.Sigma.Rules;

namespace HueSoc.Sigma.Correlations;

/// <summary>Correlation rules made ready for the rules of an engine. Immutable and safe to share.</summary>
public sealed class CorrelationSet
{
    private readonly Dictionary<string, CompiledCorrelation[]> users = new(StringComparer.Ordinal);
    private readonly Dictionary<string, CompiledCorrelation> byId = new(StringComparer.Ordinal);
    private ImmutableDictionary<string, ImmutableArray<string>> watched = ImmutableDictionary<string, ImmutableArray<string>>.Empty;

    private CorrelationSet()
    {
    }

    /// <summary>No correlations.</summary>
    public static CorrelationSet Empty { get; } = new();

    /// <summary>The correlations that are evaluated, each after those it builds on.</summary>
    public ImmutableArray<CorrelationRule> Rules { get; private init; } = [];

    /// <summary>The correlations that are valid but not evaluated, because a part of theirs is not, and why.</summary>
    public ImmutableArray<RuleProblem> NotApplicable { get; private init; } = [];

    /// <summary>The correlations that cannot be honoured, and why.</summary>
    public ImmutableArray<RuleProblem> Failures { get; private init; } = [];

    /// <summary>The correlations in the order of <see cref="Rules"/>.</summary>
    internal ImmutableArray<CompiledCorrelation> Compiled { get; private init; } = [];

    /// <summary>
    /// The event fields that correlations need of the events each rule matches, by rule id: what <see cref="SigmaEngine"/> takes
    /// as its watched fields.
    /// </summary>
    /// <param name="correlations">All correlations.</param>
    public static ImmutableDictionary<string, ImmutableArray<string>> WatchedFields(ImmutableArray<CorrelationRule> correlations)
    {
        Dictionary<string, SortedSet<string>> wanted = new(StringComparer.Ordinal);
        SortedSet<string> Of(string ruleId) => wanted.TryGetValue(ruleId, out SortedSet<string>? set) ? set : wanted[ruleId] = new(StringComparer.Ordinal);
        foreach (CorrelationRule rule in Enumerable.Reverse(Sorted(correlations)))
        {
            // What others want of a correlation and its group does not give, the events of its parts have to.
            string[] passedOn = [.. Of(rule.Id).Except(rule.GroupBy, StringComparer.Ordinal)];
            foreach (string part in rule.RuleIds)
            {
                Of(part).UnionWith(CompiledCorrelation.FieldsFor(rule, rule.GroupBy, part));
                Of(part).UnionWith(CompiledCorrelation.FieldsFor(rule, rule.Fields, part));
                Of(part).UnionWith(passedOn);
            }
        }

        return wanted.Where(w => w.Value.Count > 0).ToImmutableDictionary(w => w.Key, w => (ImmutableArray<string>)[.. w.Value], StringComparer.Ordinal);
    }

    /// <summary>Makes correlations ready.</summary>
    /// <param name="correlations">The correlations, their references resolved.</param>
    /// <param name="engine">The engine, compiled with <see cref="WatchedFields"/> of the same correlations.</param>
    public static CorrelationSet Compile(ImmutableArray<CorrelationRule> correlations, SigmaEngine engine)
    {
        HashSet<string> evaluated = [.. engine.Rules.Select(r => r.Id)];
        List<RuleProblem> notApplicable = [], failures = [];
        List<CorrelationRule> kept = [];
        foreach (CorrelationRule rule in Sorted(correlations))
        {
            int different = rule.Type == CorrelationType.TemporalOrdered ? rule.RuleIds.Length : rule.RuleIds.Distinct(StringComparer.Ordinal).Count();
            if (rule.RuleIds.FirstOrDefault(id => !evaluated.Contains(id)) is { } missing)
                notApplicable.Add(new(rule.Location, $"the rule {missing} that it builds on is not evaluated"));
            else if (rule is { Expression: null, Type: CorrelationType.Temporal or CorrelationType.TemporalOrdered }
                && rule.Bounds.Any(b => b.Operator switch
                {
                    Detections.Comparison.Greater => b.Number >= different,
                    Detections.Comparison.GreaterOrEqual or Detections.Comparison.Equal => b.Number > different,
                    _ => false,
                }))
                failures.Add(new(rule.Location, $"the condition asks for more rules than the {different} there are"));
            else
            {
                evaluated.Add(rule.Id);
                kept.Add(rule);
            }
        }

        CorrelationSet set = new()
        {
            Rules = [.. kept],
            NotApplicable = [.. notApplicable],
            Failures = [.. failures],
            Compiled = [.. kept.Select((rule, number) => new CompiledCorrelation(rule, number))],
        };
        set.watched = WatchedFields(set.Rules);
        foreach (IGrouping<string, CompiledCorrelation> use in set.Compiled.SelectMany(c => c.PartIds.Select(p => (Part: p, User: c))).GroupBy(u => u.Part, u => u.User, StringComparer.Ordinal))
            set.users[use.Key] = [.. use];
        foreach (CompiledCorrelation correlation in set.Compiled)
        {
            correlation.IsPart = set.users.ContainsKey(correlation.Rule.Id);
            set.byId.Add(correlation.Rule.Id, correlation);
        }

        return set;
    }

    /// <summary>The event fields that the correlations over a rule need; empty for a rule that none uses.</summary>
    public ImmutableArray<string> FieldsOf(string ruleId) => watched.GetValueOrDefault(ruleId, []);

    /// <summary>Whether any correlation builds on a rule or correlation.</summary>
    public bool Uses(string ruleId) => users.ContainsKey(ruleId);

    /// <summary>Whether a rule or correlation raises alerts by itself: false when correlations build on it and none of them says <c>generate: true</c>.</summary>
    public bool RaisesAlone(string ruleId) =>
        !users.TryGetValue(ruleId, out CompiledCorrelation[]? correlations) || Array.Exists(correlations, c => c.Rule.Generate);

    /// <summary>Whether a correlation's condition can become false by more signals, so that it is decided once, late.</summary>
    public bool IsDecidedLate(string correlationId) => byId.TryGetValue(correlationId, out CompiledCorrelation? correlation) && correlation.IsDecidedLate;

    /// <summary>The groups a signal counts in, of every correlation that builds on its rule directly.</summary>
    public IReadOnlyList<CorrelationInput> Inputs(CorrelationSignal signal)
    {
        List<CorrelationInput> inputs = [];
        foreach (CompiledCorrelation correlation in UsersOf(signal.RuleId))
        {
            foreach (string[] values in correlation.GroupsOf(signal))
                inputs.Add(new(correlation.Rule.Id, correlation.KeyOf(signal, values), signal));
        }

        return inputs;
    }

    /// <summary>A correlation that is evaluated, by its id.</summary>
    internal CompiledCorrelation? Find(string id) => byId.GetValueOrDefault(id);

    /// <summary>The correlations that build on a rule directly.</summary>
    internal CompiledCorrelation[] UsersOf(string ruleId) => users.GetValueOrDefault(ruleId, []);

    /// <summary>Correlations, each after those it builds on; they have no circles.</summary>
    private static List<CorrelationRule> Sorted(ImmutableArray<CorrelationRule> correlations)
    {
        Dictionary<string, CorrelationRule> open = correlations.ToDictionary(c => c.Id, StringComparer.Ordinal);
        List<CorrelationRule> sorted = [];
        foreach (CorrelationRule rule in correlations)
            Place(rule);
        return sorted;

        void Place(CorrelationRule rule)
        {
            if (!open.Remove(rule.Id))
                return;
            foreach (string part in rule.RuleIds)
            {
                if (open.TryGetValue(part, out CorrelationRule? first))
                    Place(first);
            }

            sorted.Add(rule);
        }
    }
}
