using System.Collections.Immutable;

namespace HueSoc.Sigma.Correlations.Windows;

/// <summary><c>event_count</c>: how many signals.</summary>
internal sealed class EventCountWindow(ImmutableArray<CorrelationBound> bounds) : WindowCondition
{
    private int count;

    /// <inheritdoc/>
    public override void Clear() => count = 0;

    /// <inheritdoc/>
    public override void Enter(GroupEntry entry) => count++;

    /// <inheritdoc/>
    public override void Leave(GroupEntry entry) => count--;

    /// <inheritdoc/>
    public override bool Holds(long after, out double value)
    {
        value = count;
        return Within(bounds, count);
    }
}
