using System.Collections.Immutable;
using HueSoc.Sigma.Conditions;
using HueSoc.Sigma.Detections;
using HueSoc.Sigma.Rules;
using HueSoc.Sigma.Yaml;

namespace HueSoc.Sigma.Filters;

/// <summary>A Sigma filter: a condition that is added, with AND, to the rules it names.</summary>
/// <param name="Title">The title.</param>
/// <param name="RuleNames">The ids or names of the rules; empty for every rule of the log source.</param>
/// <param name="LogSource">Only rules whose log source has these parts are filtered.</param>
/// <param name="Detections">The search identifiers.</param>
/// <param name="Conditions">The conditions; any of them suffices.</param>
/// <param name="Location">Where the document begins.</param>
internal sealed record SigmaFilter(
    string Title,
    ImmutableArray<string> RuleNames,
    LogSource LogSource,
    ImmutableArray<NamedDetection> Detections,
    ImmutableArray<ConditionNode> Conditions,
    SourceLocation Location)
{
    /// <summary>Reads a filter; null when there are faults.</summary>
    /// <param name="document">The document.</param>
    /// <param name="stablePath">The path below the folder that was asked for, for made ids.</param>
    /// <param name="faults">Receives what is wrong.</param>
    public static SigmaFilter? Read(YamlMapping document, string stablePath, DocumentFaults faults)
    {
        RuleMetadata metadata = RuleMetadata.Read(document, stablePath, faults);
        LogSource logSource = RuleDocument.ReadLogSource(document, faults);
        if (document["filter"] is not YamlMapping filter)
        {
            faults.Add(document["filter"]?.Line ?? document.Line, "the filter is not a map");
            return null;
        }

        ImmutableArray<string> rules = RuleMetadata.Texts(filter, "rules", faults, orSingle: true);
        if (rules.IsEmpty)
            faults.Add(filter["rules"]?.Line ?? filter.Line, "the filter names no rules ('any' stands for all of its log source)");
        ImmutableArray<NamedDetection> detections = RuleDocument.ReadDetections(filter, faults, "rules");
        ImmutableArray<ConditionNode> conditions = RuleDocument.ReadConditions(filter, detections, faults);
        if (rules.Length == 1 && string.Equals(rules[0], "any", StringComparison.OrdinalIgnoreCase))
            rules = [];
        return faults.None ? new(metadata.Title, rules, logSource, detections, conditions, new(faults.Path, document.Line)) : null;
    }

    /// <summary>Whether the filter is meant for a rule.</summary>
    public bool AppliesTo(SigmaRule rule) =>
        Fits(LogSource.Category, rule.LogSource.Category)
        && Fits(LogSource.Product, rule.LogSource.Product)
        && Fits(LogSource.Service, rule.LogSource.Service)
        && (RuleNames.IsEmpty || RuleNames.Any(n => Names(n, rule)));

    /// <summary>Whether a name that the filter gives means a rule: its id, in whatever case, or its name.</summary>
    public static bool Names(string name, SigmaRule rule) =>
        string.Equals(name, rule.Id, StringComparison.OrdinalIgnoreCase) || (rule.Name is not null && name == rule.Name);

    /// <summary>The rule with the filter's condition added.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="number">A number of the filter's own, which keeps its names apart from the rule's.</param>
    public SigmaRule ApplyTo(SigmaRule rule, int number)
    {
        string Renamed(string name) => $"_filter{number}:{name}";
        ConditionNode own = Join([.. Conditions.Select(c => Rename(c, Renamed))]);
        return rule with
        {
            Detections = [.. rule.Detections, .. Detections.Select(d => d with { Name = Renamed(d.Name) })],
            Conditions = [new ConditionAnd([Join(rule.Conditions), own])],
        };
    }

    private static bool Fits(string? wanted, string? given) => wanted is null || string.Equals(wanted, given, StringComparison.OrdinalIgnoreCase);

    private static ConditionNode Join(ImmutableArray<ConditionNode> conditions) =>
        conditions.Length == 1 ? conditions[0] : new ConditionOr(conditions);

    private static ConditionNode Rename(ConditionNode node, Func<string, string> rename) => node switch
    {
        ConditionAnd and => new ConditionAnd([.. and.Parts.Select(p => Rename(p, rename))]),
        ConditionOr or => new ConditionOr([.. or.Parts.Select(p => Rename(p, rename))]),
        ConditionNot not => new ConditionNot(Rename(not.Part, rename)),
        ConditionIdentifier identifier => new ConditionIdentifier(rename(identifier.Name)),
        _ => throw new ArgumentException($"an unknown condition {node.GetType().Name}", nameof(node)),
    };
}
