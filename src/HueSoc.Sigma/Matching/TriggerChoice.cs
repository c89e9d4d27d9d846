using HueSoc.Sigma.Compilation;

namespace HueSoc.Sigma.Matching;

/// <summary>Chooses each rule's triggers so that the expected work of an event is small.</summary>
internal static class TriggerChoice
{
    /// <summary>What it costs to evaluate a rule that was triggered in vain.</summary>
    private const double EvaluationCost = 25;

    /// <summary>The triggers of each rule of a partition; null where a rule can match without any literal.</summary>
    /// <param name="partition">The partition.</param>
    /// <param name="costs">The costs; its <see cref="CostModel.IsScanned"/> is filled in.</param>
    public static IReadOnlyList<int>?[] Choose(Partition partition, CostModel costs)
    {
        int rules = partition.Rules.Length;
        Choice[] choices = new Choice[rules];

        // First every rule for itself, as if scanning a field were paid by each alone: what is then still triggered from
        // inside a text has no other way.
        for (int r = 0; r < rules; r++)
            choices[r] = Best(partition.Conditions[r], partition, costs, free: -1);
        MarkScanned(choices, partition, costs);

        // Then field by field: is scanning it for all rules together cheaper than what it would save?
        double[] saved = new double[partition.Fields.Length];
        for (int f = 0; f < partition.Fields.Length; f++)
        {
            if (costs.IsScanned[f] || partition.Fields[f].Contained.Count == 0)
                continue;
            for (int r = 0; r < rules; r++)
                saved[f] += Math.Max(0, Math.Min(1e6, choices[r].Cost) - Math.Min(1e6, Best(partition.Conditions[r], partition, costs, free: f).Cost));
            costs.IsScanned[f] |= saved[f] > costs.ScanCost(f);
        }

        for (int r = 0; r < rules; r++)
            choices[r] = Best(partition.Conditions[r], partition, costs, free: -1);
        Array.Clear(costs.IsScanned);
        MarkScanned(choices, partition, costs);
        return [.. choices.Select(c => c.Predicates)];
    }

    private static void MarkScanned(Choice[] choices, Partition partition, CostModel costs)
    {
        foreach (int p in choices.SelectMany(c => c.Predicates ?? []))
            costs.IsScanned[partition.FieldOf[p]] |= (partition.PassesOf[p] & Passes.Contains) != 0;
    }

    private static Choice Best(Expression expression, Partition partition, CostModel costs, int free)
    {
        switch (expression)
        {
            case Leaf leaf:
                return OfLeaf(leaf, partition, costs, free);
            case Junction { IsAnd: true } and:
            {
                Choice best = Choice.None;
                foreach (Expression part in and.Parts)
                {
                    Choice choice = Best(part, partition, costs, free);
                    if (choice.Cost < best.Cost)
                        best = choice;
                }

                return best;
            }

            case Junction or:
            {
                List<int> all = [];
                double cost = 0;
                foreach (Expression part in or.Parts)
                {
                    Choice choice = Best(part, partition, costs, free);
                    if (choice.Predicates is null)
                        return Choice.None;
                    all.AddRange(choice.Predicates);
                    cost += choice.Cost;
                }

                return new(all, cost);
            }

            case Negation { Part: Junction inner }:
                // De Morgan: NOT (a OR b) is NOT a AND NOT b, where a NOT that is itself negated may have triggers.
                return Best(
                    inner.IsAnd ? Expression.Or(inner.Parts.Select(Expression.Not)) : Expression.And(inner.Parts.Select(Expression.Not)),
                    partition,
                    costs,
                    free);
            default:
                return Choice.None;
        }
    }

    private static Choice OfLeaf(Leaf leaf, Partition partition, CostModel costs, int free)
    {
        if (!leaf.Predicate.NeedsLiteral)
            return Choice.None;
        int predicate = partition.Local(leaf.Predicate);
        int field = partition.FieldOf[predicate];
        double cost = 0.5 + (costs.Likelihood(predicate) * EvaluationCost);
        if ((partition.PassesOf[predicate] & Passes.Contains) != 0 && field != free && !costs.IsScanned[field])
            cost += costs.ScanCost(field);
        return new([predicate], cost);
    }

    private readonly record struct Choice(IReadOnlyList<int>? Predicates, double Cost)
    {
        public static Choice None => new(null, double.PositiveInfinity);
    }
}
