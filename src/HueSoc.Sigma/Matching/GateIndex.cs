using HueSoc.Sigma.Compilation;

namespace HueSoc.Sigma.Matching;

/// <summary>
/// Chooses the few fields that tell most rules apart by exact values, such as the channel and the event id, and knows
/// which of the rules' tests a value of them decides. Events are sent to a partition by these values before any text is
/// looked at, so that only rules that can still match are ever compiled together.
/// </summary>
internal sealed class GateIndex
{
    private const int MaxFields = 3;

    /// <summary>A class has 16 bits in the key of a partition.</summary>
    private const int MaxClasses = 1 << 16;

    private readonly ExactTable[] classes;
    private readonly int[][][] truths;
    private readonly bool[] isGate;

    /// <param name="rules">The rules' conditions.</param>
    /// <param name="predicates">All predicates.</param>
    public GateIndex(IReadOnlyList<Expression> rules, IReadOnlyList<Predicate> predicates)
    {
        Dictionary<int, int> uses = [];
        foreach (Expression rule in rules)
        {
            foreach (int field in Alternatives(rule).SelectMany(a => a).Where(p => p.IsExact).Select(p => p.Field).Distinct())
                uses[field] = uses.GetValueOrDefault(field) + 1;
        }

        Fields =
        [
            .. uses.Where(u => u.Key != FieldCatalog.Keywords && u.Value * 20 >= rules.Count && Values(u.Key) < MaxClasses)
                .OrderByDescending(u => u.Value).ThenBy(u => u.Key).Take(MaxFields).Select(u => u.Key),
        ];
        int Values(int field) => predicates.Where(p => p.IsExact && p.Field == field).Sum(p => p.Atoms.Length);

        isGate = [.. predicates.Select(p => p.IsExact && Fields.Contains(p.Field))];
        classes = new ExactTable[Fields.Length];
        truths = new int[Fields.Length][][];
        for (int g = 0; g < Fields.Length; g++)
            (classes[g], truths[g]) = Classify(predicates.Where(p => isGate[p.Id] && p.Field == Fields[g]));
    }

    /// <summary>The fields, at most three.</summary>
    public int[] Fields { get; }

    /// <summary>How many classes the values of a gate field fall into; class 0 is every value that no rule names.</summary>
    public int ClassCount(int gate) => truths[gate].Length;

    /// <summary>The class of a value.</summary>
    /// <param name="gate">The index of the gate field.</param>
    /// <param name="folded">The value.</param>
    public int Class(int gate, ReadOnlySpan<byte> folded) => Math.Max(0, classes[gate].Find(folded));

    /// <summary>Whether the gate fields' values decide a predicate.</summary>
    public bool Decides(Predicate predicate) => isGate[predicate.Id];

    /// <summary>The predicates that hold for a class.</summary>
    public ReadOnlySpan<int> True(int gate, int @class) => truths[gate][@class];

    /// <summary>
    /// For each way a rule can match, the predicates that way needs: the parts of its outermost AND. A rule can be left
    /// out where for every way one of them is false.
    /// </summary>
    public static IEnumerable<Predicate[]> Alternatives(Expression rule) => rule switch
    {
        Junction { IsAnd: false } or => or.Parts.Select(Needs),
        _ => [Needs(rule)],
    };

    private static Predicate[] Needs(Expression way) => way switch
    {
        Leaf leaf => [leaf.Predicate],
        Junction { IsAnd: true } and => [.. and.Parts.OfType<Leaf>().Select(l => l.Predicate)],
        _ => [],
    };

    private static (ExactTable Table, int[][] Truths) Classify(IEnumerable<Predicate> predicates)
    {
        Dictionary<string, (byte[] Bytes, List<int> True)> byValue = new(StringComparer.Ordinal);
        foreach (Predicate predicate in predicates)
        {
            foreach (byte[] value in predicate.Atoms.Select(a => a.Literals[0].Bytes))
            {
                string key = Convert.ToHexString(value);
                if (!byValue.TryGetValue(key, out (byte[] Bytes, List<int> True) entry))
                    byValue.Add(key, entry = (value, []));
                entry.True.Add(predicate.Id);
            }
        }

        List<ScanLiteral> literals = [];
        List<int[]> holding = [[]];
        foreach ((byte[] bytes, List<int> holds) in byValue.Values)
        {
            literals.Add(new(bytes, holding.Count));
            holding.Add([.. holds]);
        }

        return (new(literals), [.. holding]);
    }
}
