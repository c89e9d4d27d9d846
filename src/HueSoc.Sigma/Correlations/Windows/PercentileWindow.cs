using System.Collections.Immutable;
using System.Numerics;

namespace HueSoc.Sigma.Correlations.Windows;

/// <summary><c>value_percentile</c>, by nearest rank: the smallest number that at least so many percent of the numbers do not exceed.</summary>
internal sealed class PercentileWindow(ImmutableArray<CorrelationBound> bounds, double percentile) : WindowCondition
{
    private readonly BigInteger[] numbers = Exact(bounds);
    private readonly RankedNumbers ranked = new();

    /// <inheritdoc/>
    public override void Clear() => ranked.Clear();

    /// <inheritdoc/>
    public override void Enter(GroupEntry entry)
    {
        foreach (BigInteger number in entry.Numbers)
            ranked.Add(number);
    }

    /// <inheritdoc/>
    public override void Leave(GroupEntry entry)
    {
        foreach (BigInteger number in entry.Numbers)
            ranked.Remove(number);
    }

    /// <inheritdoc/>
    public override bool Holds(long after, out double value)
    {
        value = 0;
        if (ranked.Count == 0)
            return false;
        BigInteger at = ranked[RankOf(percentile, ranked.Count) - 1];
        value = ExactNumber.ToDouble(at);
        return Within(bounds, numbers, at, 1);
    }

    /// <summary>The rank, from 1, of a percentile among so many numbers.</summary>
    internal static int RankOf(double percentile, int count) =>
        Math.Clamp((int)Math.Ceiling((decimal)percentile * count / 100), 1, count);
}
