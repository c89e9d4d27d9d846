using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace HueSoc.Sigma.Correlations.Windows;

/// <summary><c>value_count</c>: how many distinct values, or combinations of values.</summary>
internal sealed class ValueCountWindow(ImmutableArray<CorrelationBound> bounds) : WindowCondition
{
    private readonly Dictionary<string, int> counts = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public override void Clear() => counts.Clear();

    /// <inheritdoc/>
    public override void Enter(GroupEntry entry)
    {
        foreach (string text in entry.Texts)
            CollectionsMarshal.GetValueRefOrAddDefault(counts, text, out _)++;
    }

    /// <inheritdoc/>
    public override void Leave(GroupEntry entry)
    {
        foreach (string text in entry.Texts)
        {
            if (--CollectionsMarshal.GetValueRefOrNullRef(counts, text) == 0)
                counts.Remove(text);
        }
    }

    /// <inheritdoc/>
    public override bool Holds(long after, out double value)
    {
        value = counts.Count;
        return Within(bounds, counts.Count);
    }
}
