using HueSoc.Sigma.Compilation;

namespace HueSoc.Sigma.Matching;

/// <summary>Writes conditions as steps with jumps, what is cheap and likely to decide first.</summary>
/// <param name="partition">The partition.</param>
/// <param name="costs">The costs.</param>
internal sealed class StepWriter(Partition partition, CostModel costs)
{
    /// <summary>The steps written so far.</summary>
    public List<Step> Steps { get; } = [];

    /// <summary>Writes a condition.</summary>
    /// <param name="condition">The condition.</param>
    /// <returns>Its first step.</returns>
    public int Write(Expression condition) => Write(condition, Plan.Accept, Plan.Reject);

    private int Write(Expression expression, int onTrue, int onFalse)
    {
        switch (expression)
        {
            case Leaf leaf:
                Steps.Add(new(partition.Local(leaf.Predicate), onTrue, onFalse));
                return Steps.Count - 1;
            case Negation negation:
                return Write(negation.Part, onFalse, onTrue);
            case Junction junction:
            {
                // Each part is written before the one that jumps to it.
                int next = junction.IsAnd ? onTrue : onFalse;
                foreach (Expression part in Ordered(junction).Reverse())
                    next = junction.IsAnd ? Write(part, next, onFalse) : Write(part, onTrue, next);
                return next;
            }

            default:
                return ReferenceEquals(expression, Expression.True) ? onTrue : onFalse;
        }
    }

    private IEnumerable<Expression> Ordered(Junction junction) => junction.Parts
        .Select(part => (Part: part, Estimate: Estimate(part)))
        .OrderBy(p => p.Estimate.Cost / (0.01 + (junction.IsAnd ? 1 - p.Estimate.Likelihood : p.Estimate.Likelihood)))
        .Select(p => p.Part);

    private (double Cost, double Likelihood) Estimate(Expression expression)
    {
        switch (expression)
        {
            case Leaf leaf:
                int predicate = partition.Local(leaf.Predicate);
                return (costs.TestCost(predicate), costs.Likelihood(predicate));
            case Negation negation:
                (double cost, double likelihood) = Estimate(negation.Part);
                return (cost, 1 - likelihood);
            case Junction junction:
                double sum = 0, none = 1, all = 1;
                foreach (Expression part in junction.Parts)
                {
                    (double c, double l) = Estimate(part);
                    sum += c;
                    none *= 1 - l;
                    all *= l;
                }

                return (sum, junction.IsAnd ? all : 1 - none);
            default:
                return (0, ReferenceEquals(expression, Expression.True) ? 1 : 0);
        }
    }
}
