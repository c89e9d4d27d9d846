using System.Collections.Immutable;
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
        Dictionary<string, string> ids = new(StringComparer.Ordinal);
        foreach (SigmaRule rule in rules)
            Add(rule.Id, rule.Name);
        foreach (CorrelationRule rule in correlations)
            Add(rule.Id, rule.Name);

        // A correlation that falls may take down those that build on it, so this goes on until nothing falls.
        List<CorrelationRule> standing = [.. correlations];
        for (bool changed = true; changed;)
        {
            changed = false;
            HashSet<string> known = [.. rules.Select(r => r.Id), .. standing.Select(c => c.Id)];
            foreach (CorrelationRule rule in standing.ToArray())
            {
                string? missing = rule.RuleIds.Concat(rule.Aliases.Values.SelectMany(a => a.Keys))
                    .FirstOrDefault(n => !ids.TryGetValue(n, out string? id) || !known.Contains(id));
                if (missing is null)
                    continue;
                problems.Add(new(rule.Location, $"there is no rule '{missing}' to correlate"));
                changed = standing.Remove(rule);
            }
        }

        Dictionary<string, CorrelationRule> byId = standing.ToDictionary(c => c.Id, StringComparer.Ordinal);
        ImmutableArray<CorrelationRule>.Builder resolved = ImmutableArray.CreateBuilder<CorrelationRule>();
        foreach (CorrelationRule rule in standing)
        {
            if (Reaches(rule, rule.Id, byId, ids, []))
            {
                problems.Add(new(rule.Location, "the correlation builds on itself"));
                continue;
            }

            resolved.Add(rule with
            {
                RuleIds = [.. rule.RuleIds.Select(n => ids[n])],
                Aliases = rule.Aliases.ToImmutableDictionary(
                    a => a.Key, a => a.Value.ToImmutableDictionary(f => ids[f.Key], f => f.Value, StringComparer.Ordinal), StringComparer.Ordinal),
            });
        }

        return resolved.ToImmutable();

        void Add(string id, string? name)
        {
            ids.TryAdd(id, id);
            if (name is not null)
                ids.TryAdd(name, id);
        }
    }

    private static bool Reaches(
        CorrelationRule from, string target, Dictionary<string, CorrelationRule> byId, Dictionary<string, string> ids, HashSet<string> visited)
    {
        Stack<CorrelationRule> open = new([from]);
        while (open.TryPop(out CorrelationRule? rule))
        {
            foreach (string id in rule.RuleIds.Select(n => ids[n]))
            {
                if (string.Equals(id, target, StringComparison.Ordinal))
                    return true;
                if (visited.Add(id) && byId.TryGetValue(id, out CorrelationRule? next))
                    open.Push(next);
            }
        }

        return false;
    }
}
