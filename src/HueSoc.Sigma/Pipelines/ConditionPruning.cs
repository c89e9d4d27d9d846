using System.Collections.Immutable;
using HueSoc.Sigma.Conditions;

namespace HueSoc.Sigma.Pipelines;

/// <summary>Takes search identifiers out of conditions. An empty "and" would hold always, so what becomes empty goes as well.</summary>
internal static class ConditionPruning
{
    /// <summary>A condition without some search identifiers; null when nothing is left of it.</summary>
    public static ConditionNode? Without(ConditionNode node, ImmutableHashSet<string> names) => names.IsEmpty ? node : node switch
    {
        ConditionIdentifier identifier => names.Contains(identifier.Name) ? null : identifier,
        ConditionNot not => Without(not.Part, names) is { } part ? new ConditionNot(part) : null,
        ConditionAnd and => Parts(and.Parts, names) switch { [] => null, [ConditionNode one] => one, var parts => new ConditionAnd(parts) },
        ConditionOr or => Parts(or.Parts, names) switch { [] => null, [ConditionNode one] => one, var parts => new ConditionOr(parts) },
        _ => node,
    };

    private static ImmutableArray<ConditionNode> Parts(ImmutableArray<ConditionNode> parts, ImmutableHashSet<string> names) =>
        [.. parts.Select(p => Without(p, names)).OfType<ConditionNode>()];
}
