using System.Collections.Immutable;
using HueSoc.Storage.Control;
using HueSoc.Storage.Control.Audit;

namespace HueSoc.Detection.Rules;

/// <summary>Which rules are off, and for whom. Immutable; what is not named is on.</summary>
internal sealed class RuleStates
{
    private readonly ImmutableDictionary<string, ImmutableHashSet<string>> off;

    private RuleStates(ImmutableDictionary<string, ImmutableHashSet<string>> off) => this.off = off;

    /// <summary>All rules are on.</summary>
    public static RuleStates None { get; } = new(ImmutableDictionary<string, ImmutableHashSet<string>>.Empty);

    /// <summary>The rules that are off and the agencies they are off for; the empty code stands for the whole city.</summary>
    public IEnumerable<(string RuleId, string Agency)> Off => off.SelectMany(rule => rule.Value.Select(agency => (rule.Key, agency)));

    /// <summary>Reads the states.</summary>
    public static RuleStates Read(ControlDatabase database) => new(database.Read(connection => connection
        .Query("SELECT rule_id, agency FROM rule_states WHERE enabled = 0", row => (RuleId: row.GetString(0), Agency: row.GetString(1)))
        .GroupBy(row => row.RuleId, StringComparer.Ordinal)
        .ToImmutableDictionary(group => group.Key, group => group.Select(row => row.Agency).ToImmutableHashSet(), StringComparer.Ordinal)));

    /// <summary>Writes one state.</summary>
    public static void Write(ControlTransaction transaction, Actor actor, string ruleId, string agency, bool enabled, DateTimeOffset now) =>
        transaction.Execute(
            """
            INSERT INTO rule_states (rule_id, agency, enabled, changed, actor) VALUES ($1, $2, $3, $4, $5)
            ON CONFLICT (rule_id, agency) DO UPDATE SET enabled = excluded.enabled, changed = excluded.changed, actor = excluded.actor
            """,
            ruleId, agency, enabled ? 1 : 0, ControlTime.Of(now), actor.Name);

    /// <summary>Whether a rule is off for the whole city.</summary>
    public bool IsOff(string ruleId) => off.TryGetValue(ruleId, out ImmutableHashSet<string>? agencies) && agencies.Contains(string.Empty);

    /// <summary>Whether a rule is off for an agency, or for the whole city.</summary>
    public bool IsOff(string ruleId, string agency) =>
        off.TryGetValue(ruleId, out ImmutableHashSet<string>? agencies) && (agencies.Contains(string.Empty) || agencies.Contains(agency));

    /// <summary>The agencies a rule is off for, sorted, the city not among them.</summary>
    public ImmutableArray<string> AgenciesWithout(string ruleId) =>
        off.TryGetValue(ruleId, out ImmutableHashSet<string>? agencies) ? [.. agencies.Where(agency => agency.Length > 0).Order(StringComparer.Ordinal)] : [];
}
