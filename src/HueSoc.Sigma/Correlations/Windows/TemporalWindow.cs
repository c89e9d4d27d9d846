using System.Collections.Immutable;
using HueSoc.Sigma.Conditions;

namespace HueSoc.Sigma.Correlations.Windows;

/// <summary><c>temporal</c>: how many of the rules, or an expression over them.</summary>
internal sealed class TemporalWindow(CorrelationRule rule, ImmutableArray<string> parts) : WindowCondition
{
    private readonly int[] counts = new int[parts.Length];
    private int present;

    /// <inheritdoc/>
    public override void Clear()
    {
        Array.Clear(counts);
        present = 0;
    }

    /// <inheritdoc/>
    public override void Enter(GroupEntry entry)
    {
        if (counts[entry.Part]++ == 0)
            present++;
    }

    /// <inheritdoc/>
    public override void Leave(GroupEntry entry)
    {
        if (--counts[entry.Part] == 0)
            present--;
    }

    /// <inheritdoc/>
    public override bool Holds(long after, out double value)
    {
        value = present;
        if (rule.Expression is { } expression)
            return Holds(expression);
        return rule.Bounds.IsEmpty ? present == counts.Length : Within(rule.Bounds, present);
    }

    private bool Holds(ConditionNode node) => node switch
    {
        ConditionAnd and => and.Parts.All(Holds),
        ConditionOr or => or.Parts.Any(Holds),
        ConditionNot not => !Holds(not.Part),
        ConditionIdentifier identifier => counts[parts.IndexOf(identifier.Name)] > 0,
        _ => false,
    };
}
