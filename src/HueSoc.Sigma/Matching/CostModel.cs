using HueSoc.Sigma.Compilation;

namespace HueSoc.Sigma.Matching;

/// <summary>
/// Rough costs in nanoseconds and likelihoods, measured where there are samples and guessed where not. They decide what
/// is looked for first, never what matches.
/// </summary>
internal sealed class CostModel
{
    private const double GuessedLength = 120;

    private readonly Partition partition;
    private readonly double[] likelihood;
    private readonly double[] scanCost;

    /// <param name="partition">The partition.</param>
    /// <param name="profile">What is known about its events.</param>
    public CostModel(Partition partition, Profile profile)
    {
        this.partition = partition;
        likelihood = [.. partition.Predicates.Select((p, i) => profile.Likelihood(i, Guess(p)))];
        scanCost = [.. partition.Fields.Select((_, i) => 15 + (0.5 * profile.MeanLength(i, GuessedLength)))];
        IsScanned = new bool[partition.Fields.Length];
    }

    /// <summary>The fields that are scanned for every event anyhow, so that another literal in them costs nothing.</summary>
    public bool[] IsScanned { get; }

    /// <summary>How likely a predicate holds or is worth testing.</summary>
    public double Likelihood(int predicate) => likelihood[predicate];

    /// <summary>What it costs to scan a field.</summary>
    public double ScanCost(int field) => scanCost[field];

    /// <summary>What it costs to test a predicate on demand.</summary>
    public double TestCost(int predicate)
    {
        int field = partition.FieldOf[predicate];
        double cost = 2;
        if ((partition.PassesOf[predicate] & ~Passes.Contains) != 0)
            cost += 15;
        if ((partition.PassesOf[predicate] & Passes.Contains) != 0 && !IsScanned[field])
            cost += scanCost[field];
        cost += 60 * partition.FreeAtoms[predicate].Length;
        return cost + (likelihood[predicate] * 150 * partition.GatedAtoms[predicate].Length);
    }

    private static double Guess(Predicate predicate)
    {
        double sum = 0;
        foreach (Atom atom in predicate.Atoms)
        {
            if (atom.Literals.IsEmpty)
                sum += 0.5;
            foreach (AtomLiteral literal in atom.Literals)
                sum += literal.Kind == LiteralKind.Contains ? 0.3 / (1 + literal.Bytes.Length) : 0.02;
        }

        return Math.Min(sum, 0.9);
    }
}
