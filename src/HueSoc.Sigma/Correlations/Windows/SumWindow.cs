using System.Collections.Immutable;
using System.Numerics;

namespace HueSoc.Sigma.Correlations.Windows;

/// <summary><c>value_sum</c> and <c>value_avg</c>. A window without a single number satisfies nothing.</summary>
/// <param name="bounds">The bounds.</param>
/// <param name="average">Whether the average is compared.</param>
internal sealed class SumWindow(ImmutableArray<CorrelationBound> bounds, bool average) : WindowCondition
{
    private readonly BigInteger[] numbers = Exact(bounds);
    private BigInteger sum;
    private int count;

    /// <inheritdoc/>
    public override void Clear() => (sum, count) = (BigInteger.Zero, 0);

    /// <inheritdoc/>
    public override void Enter(GroupEntry entry)
    {
        foreach (BigInteger number in entry.Numbers)
            sum += number;
        count += entry.Numbers.Length;
    }

    /// <inheritdoc/>
    public override void Leave(GroupEntry entry)
    {
        foreach (BigInteger number in entry.Numbers)
            sum -= number;
        count -= entry.Numbers.Length;
    }

    /// <inheritdoc/>
    public override bool Holds(long after, out double value)
    {
        value = count == 0 ? 0 : ExactNumber.ToDouble(sum) / (average ? count : 1);
        return count > 0 && Within(bounds, numbers, sum, average ? count : 1);
    }
}
