using HueSoc.Sigma.Compilation;

namespace HueSoc.Sigma.Matching;

/// <summary>
/// The rules that can match the events of one layout and one class of gate values, compiled together. Predicates, fields,
/// literals and rules have numbers of their own here, so that an event's state is a few small bit sets.
/// </summary>
internal sealed class Partition
{
    private readonly Dictionary<int, int> localPredicates = [];
    private readonly Dictionary<int, int> localFields = [];
    private readonly Dictionary<(int Field, LiteralKind Kind, string Bytes), int> literalIds = [];
    private readonly List<PartitionField> fields = [];
    private readonly List<Predicate> predicates = [];
    private readonly List<int> predicateFields = [];
    private readonly List<Passes> predicatePasses = [];
    private readonly List<Atom[]> freeAtoms = [];
    private readonly List<Atom[]> gatedAtoms = [];
    private readonly List<List<int>> actions = [];
    private Plan plan;

    /// <param name="layout">The layout's index.</param>
    /// <param name="rules">The rules' indices in the engine, rising.</param>
    /// <param name="conditions">Their conditions, with what the gates decide taken out.</param>
    /// <param name="catalog">The fields.</param>
    public Partition(int layout, int[] rules, Expression[] conditions, FieldCatalog catalog)
    {
        Layout = layout;
        Rules = rules;
        Conditions = conditions;
        foreach (Expression condition in conditions)
            AddPredicates(condition, catalog);
        foreach (PartitionField field in fields)
            field.Build();
        Fields = [.. fields];
        Predicates = [.. predicates];
        FieldOf = [.. predicateFields];
        PassesOf = [.. predicatePasses];
        FreeAtoms = [.. freeAtoms];
        GatedAtoms = [.. gatedAtoms];
        Actions = [.. actions.Select(a => a.ToArray())];
        Profile = new(this);
        plan = Plan.Create(this, Profile);
    }

    /// <summary>The layout's index.</summary>
    public int Layout { get; }

    /// <summary>The rules' indices in the engine.</summary>
    public int[] Rules { get; }

    /// <summary>The rules' conditions.</summary>
    public Expression[] Conditions { get; }

    /// <summary>The fields by their number here.</summary>
    public PartitionField[] Fields { get; }

    /// <summary>The predicates by their number here.</summary>
    public Predicate[] Predicates { get; }

    /// <summary>The field of each predicate.</summary>
    public int[] FieldOf { get; }

    /// <summary>The passes that find the literals of each predicate.</summary>
    public Passes[] PassesOf { get; }

    /// <summary>The atoms of each predicate that no literal stands before: tested on demand.</summary>
    public Atom[][] FreeAtoms { get; }

    /// <summary>The atoms of each predicate that are tested on demand, once one of their literals was found.</summary>
    public Atom[][] GatedAtoms { get; }

    /// <summary>
    /// What a literal means, by literal: predicate × 2 where it makes the predicate true, + 1 where it only makes it worth
    /// testing.
    /// </summary>
    public int[][] Actions { get; }

    /// <summary>What has been measured about this partition's events.</summary>
    public Profile Profile { get; }

    /// <summary>How events are matched at present.</summary>
    public Plan Plan => Volatile.Read(ref plan);

    /// <summary>Makes a new plan of what has been measured.</summary>
    public void Replan() => Volatile.Write(ref plan, Plan.Create(this, Profile));

    /// <summary>The number here of a predicate; -1 when it was decided by the gates, or no rule here needs it.</summary>
    public int Local(Predicate predicate) => localPredicates.GetValueOrDefault(predicate.Id, -1);

    private void AddPredicates(Expression expression, FieldCatalog catalog)
    {
        switch (expression)
        {
            case Leaf leaf:
                Add(leaf.Predicate, catalog);
                break;
            case Negation negation:
                AddPredicates(negation.Part, catalog);
                break;
            case Junction junction:
                foreach (Expression part in junction.Parts)
                    AddPredicates(part, catalog);
                break;
        }
    }

    private void Add(Predicate predicate, FieldCatalog catalog)
    {
        if (!localPredicates.TryAdd(predicate.Id, predicates.Count))
            return;
        int local = predicates.Count;
        predicates.Add(predicate);
        int fieldIndex = Field(predicate.Field, catalog);
        predicateFields.Add(fieldIndex);
        Passes passes = Passes.None;
        List<Atom> free = [], gated = [];
        foreach (Atom atom in predicate.Atoms)
        {
            if (atom.Literals.IsEmpty)
                free.Add(atom);
            else if (!atom.IsLiteral)
                gated.Add(atom);
            foreach (AtomLiteral literal in atom.Literals)
            {
                passes |= PartitionField.PassOf(literal.Kind);
                List<int> meanings = actions[Literal(fieldIndex, literal)];
                int meaning = (local * 2) + (atom.IsLiteral ? 0 : 1);
                if (!meanings.Contains(meaning))
                    meanings.Add(meaning);
            }
        }

        predicatePasses.Add(passes);
        freeAtoms.Add([.. free]);
        gatedAtoms.Add([.. gated]);
    }

    private int Field(int number, FieldCatalog catalog)
    {
        if (localFields.TryGetValue(number, out int index))
            return index;
        index = fields.Count;
        localFields.Add(number, index);
        fields.Add(new(number, catalog.Slots(Layout, number)));
        return index;
    }

    private int Literal(int field, AtomLiteral literal)
    {
        (int, LiteralKind, string) key = (field, literal.Kind, System.Text.Encoding.Latin1.GetString(literal.Bytes));
        if (literalIds.TryGetValue(key, out int id))
            return id;
        id = actions.Count;
        literalIds.Add(key, id);
        actions.Add([]);
        fields[field].Add(literal, id);
        return id;
    }
}
