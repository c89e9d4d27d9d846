using System.Collections.Immutable;
using System.Numerics;
using HueSoc.Sigma.Compilation;

namespace HueSoc.Sigma.Correlations.Windows;

/// <summary>
/// What a correlation asks of a window, kept up to date while the window moves on: entries enter in the order of time and
/// leave in the same order.
/// </summary>
internal abstract class WindowCondition
{
    /// <summary>Forgets all entries.</summary>
    public abstract void Clear();

    /// <summary>An entry comes into the window; none that is in it is later.</summary>
    public abstract void Enter(GroupEntry entry);

    /// <summary>The earliest entry goes out of the window.</summary>
    public abstract void Leave(GroupEntry entry);

    /// <summary>Whether the condition holds.</summary>
    /// <param name="after">The window begins after this time.</param>
    /// <param name="value">What was counted or computed.</param>
    public abstract bool Holds(long after, out double value);

    /// <summary>Whether a count is within all bounds.</summary>
    protected static bool Within(ImmutableArray<CorrelationBound> bounds, double count)
    {
        foreach (CorrelationBound bound in bounds)
        {
            if (!ComparisonAtom.Holds(count.CompareTo(bound.Number), bound.Operator))
                return false;
        }

        return true;
    }

    /// <summary>Whether a number is within all bounds when it is divided by another.</summary>
    protected static bool Within(ImmutableArray<CorrelationBound> bounds, BigInteger[] numbers, BigInteger number, int divisor)
    {
        for (int b = 0; b < bounds.Length; b++)
        {
            if (!ComparisonAtom.Holds(number.CompareTo(numbers[b] * divisor), bounds[b].Operator))
                return false;
        }

        return true;
    }

    /// <summary>The numbers of bounds, exactly.</summary>
    protected static BigInteger[] Exact(ImmutableArray<CorrelationBound> bounds) => [.. bounds.Select(b => ExactNumber.Of(b.Number))];
}
