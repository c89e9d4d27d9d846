using System.Collections.Immutable;
using HueSoc.Sigma.Conditions;
using HueSoc.Sigma.Rules;

namespace HueSoc.Sigma.Correlations;

/// <summary>Resolves the rules that correlations name, and refuses those that name nothing, or themselves in a circle.</summary>
internal static class CorrelationReferences
{
    /// <summary>Resolves names to ids.</summary>
    /// <param name="correlations">The correlations as read.</param>
    /// <param name="rules">The rules.</param>
    /// <param name="problems">Receives the refused ones.</param>
    public static ImmutableArray<CorrelationRule> Resolve(
        IReadOnlyList<CorrelationRule> correlations, IReadOnlyList<SigmaRule> rules, ICollection<RuleProblem> problems)
    {
        // An id in whatever case, or a name as written, stands for the id.
        Dictionary<string, string> ids = new(StringComparer.OrdinalIgnoreCase);
        Dictionary<string, string> names = new(StringComparer.Ordinal);
        foreach ((string id, string? name) in rules.Select(r => (r.Id, r.Name)).Concat(correlations.Select(c => (c.Id, c.Name))))
        {
            ids.TryAdd(id, id);
            if (name is not null)
                names.TryAdd(name, id);
        }

        string? Find(string reference) => ids.GetValueOrDefault(reference) ?? names.GetValueOrDefault(reference);

        // A correlation that falls takes down those that build on it, so this goes on until nothing falls.
        List<CorrelationRule> standing = [.. correlations];
        for (bool changed = true; changed;)
        {
            changed = false;
            Dictionary<string, CorrelationRule> byId = standing.ToDictionary(c => c.Id, StringComparer.Ordinal);
            HashSet<string> known = [.. rules.Select(r => r.Id), .. byId.Keys];
            foreach (CorrelationRule rule in standing.ToArray())
            {
                string? missing = rule.RuleIds.Concat(rule.Aliases.Values.SelectMany(a => a.Keys))
                    .FirstOrDefault(n => Find(n) is not { } id || !known.Contains(id));
                if (missing is not null)
                    problems.Add(new(rule.Location, $"there is no rule '{missing}' to correlate"));
                else if (rule.Aliases.FirstOrDefault(a => a.Value.Keys.Select(Find).Distinct(StringComparer.Ordinal).Count() < a.Value.Count) is { Key: { } twice })
                    problems.Add(new(rule.Location, $"the alias '{twice}' names a rule twice"));
                else if (Reaches(rule, byId, Find))
                    problems.Add(new(rule.Location, "the correlation builds on itself"));
                else
                    continue;
                changed = standing.Remove(rule);
            }
        }

        return
        [
            .. standing.Select(rule => rule with
            {
                RuleIds = [.. rule.RuleIds.Select(n => Find(n)!)],
                Expression = rule.Expression is null ? null : WithIds(rule.Expression, n => Find(n)!),
                Aliases = rule.Aliases.ToImmutableDictionary(
                    a => a.Key, a => a.Value.ToImmutableDictionary(f => Find(f.Key)!, f => f.Value, StringComparer.Ordinal), StringComparer.Ordinal),
            }),
        ];
    }

    private static ConditionNode WithIds(ConditionNode node, Func<string, string> find) => node switch
    {
        ConditionAnd and => new ConditionAnd([.. and.Parts.Select(p => WithIds(p, find))]),
        ConditionOr or => new ConditionOr([.. or.Parts.Select(p => WithIds(p, find))]),
        ConditionNot not => new ConditionNot(WithIds(not.Part, find)),
        ConditionIdentifier identifier => new ConditionIdentifier(find(identifier.Name)),
        _ => throw new ArgumentException($"an unknown condition {node.GetType().Name}", nameof(node)),
    };

    private static bool Reaches(CorrelationRule from, Dictionary<string, CorrelationRule> byId, Func<string, string?> find)
    {
        HashSet<string> visited = [];
        Stack<CorrelationRule> open = new([from]);
        while (open.TryPop(out CorrelationRule? rule))
        {
            foreach (string id in rule.RuleIds.Select(find).OfType<string>())
            {
                if (id == from.Id)
                    return true;
                if (visited.Add(id) && byId.TryGetValue(id, out CorrelationRule? next))
                    open.Push(next);
            }
        }

        return false;
    }
}
