using System.Diagnostics;
using HueSoc.Sigma.Compilation;

namespace HueSoc.Sigma.Matching;

/// <summary>Evaluates the rules of an event's partition on it, by the partition's plan. For one thread.</summary>
/// <param name="rules">The rules.</param>
/// <param name="kept">The values of the event at hand.</param>
/// <param name="texts">Their texts.</param>
internal sealed class RuleEvaluation(CompiledRules rules, EventValues kept, EventTexts texts) : ILiteralSink
{
    private readonly PartitionEntry entry = new(rules, kept, texts);
    private readonly Dictionary<Partition, int> eventCounts = [];
    private readonly Dictionary<int, long> cutOff = [];
    private readonly List<int> candidates = [];
    private readonly KeywordScreen.State screenState = new();

    private Partition partition = null!;
    private Plan plan = null!;
    private int currentRule;

    // The state of an event, by the numbers of its partition.
    private Marks holds = new();
    private Marks worthTesting = new();
    private Marks tested = new();
    private Marks triggered = new();
    private Marks found = new();
    private Passes[] done = [];

    private int[] matches = new int[16];
    private int matchCount;

    /// <summary>The event.</summary>
    public ReadOnlyMemory<byte> Json { get; private set; }

    /// <summary>Its layout, by its index.</summary>
    public int Layout { get; private set; }

    /// <summary>How many values it has.</summary>
    public int ValueCount => kept.Count;

    /// <summary>Their texts.</summary>
    public EventTexts Texts => texts;

    /// <summary>The rules that matched, as indices into <see cref="SigmaEngine.Rules"/>, rising.</summary>
    public ReadOnlySpan<int> Matches => matches.AsSpan(0, matchCount);

    /// <summary>Evaluations that were cut off since the beginning: rule index and how often.</summary>
    public IReadOnlyDictionary<int, long> CutOff => cutOff;

    /// <summary>How many that were, over all rules.</summary>
    public long CutOffs { get; private set; }

    /// <summary>Where the time of rules is measured; null to measure nothing.</summary>
    public RuleTimes? Times { get; set; }

    /// <summary>For each rule whether it is left out; null to evaluate all.</summary>
    public bool[]? Off { get; set; }

    /// <summary>Begins with an event, in which nothing matches yet.</summary>
    public void Begin(ReadOnlyMemory<byte> json)
    {
        Json = json;
        Layout = 0;
        matchCount = 0;
        texts.Begin(json);
    }

    /// <summary>Evaluates the rules on the event. It is known by now what values it has.</summary>
    public void Run()
    {
        Layout = rules.LayoutOf(kept.Heads);
        if (kept.HasSpaced && !rules.Layouts[Layout].DropsSpacesInKeys)
            kept.ForgetSpaced();
        partition = entry.Enter(Layout);
        plan = partition.Plan;
        if (partition.Rules.Length > 0)
            Evaluate();
    }

    /// <summary>A value of the event; one that was asked for by its field.</summary>
    public ref readonly EventValue Value(int value) => ref kept.Values[value];

    /// <summary>The values of a field.</summary>
    /// <param name="field">The field's number.</param>
    public FieldValues ValuesOf(int field)
    {
        if (field == FieldCatalog.Keywords)
        {
            kept.Complete();
            return new(this, kept.Count > 0 ? 0 : -1, everything: true);
        }

        return new(this, kept.First(rules.Fields.Slots(Layout, field)), everything: false);
    }

    /// <summary>Counts that the evaluation at hand was cut off.</summary>
    public void ReportCutOff()
    {
        cutOff[currentRule] = cutOff.GetValueOrDefault(currentRule) + 1;
        CutOffs++;
    }

    void ILiteralSink.Found(int literal)
    {
        if (!found.Set(literal))
            return;
        foreach (int meaning in partition.Actions[literal])
        {
            int predicate = meaning >> 1;
            if (((meaning & 1) == 0 ? ref holds : ref worthTesting).Set(predicate))
                Trigger(predicate);
        }
    }

    private void Evaluate()
    {
        holds.Begin(partition.Predicates.Length);
        worthTesting.Begin(partition.Predicates.Length);
        tested.Begin(partition.Predicates.Length);
        triggered.Begin(partition.Rules.Length);
        found.Begin(partition.Actions.Length);
        if (done.Length < partition.Fields.Length)
            done = new Passes[partition.Fields.Length];
        else
            Array.Clear(done, 0, partition.Fields.Length);
        candidates.Clear();

        if (!partition.Profile.IsComplete)
            Sample();
        foreach (EagerField eager in plan.Eager)
            Look(eager.Field, eager.Passes);
        foreach (int rule in plan.Always)
            Evaluate(rule);

        // Evaluating a rule may find further literals, but never a trigger: those have all been looked for.
        foreach (int rule in candidates)
            Evaluate(rule);
        if (matchCount > 1)
            matches.AsSpan(0, matchCount).Sort();
    }

    private void Sample()
    {
        eventCounts.TryGetValue(partition, out int number);
        eventCounts[partition] = number + 1;
        Profile profile = partition.Profile;
        if (!profile.Wants(number))
            return;
        lock (profile)
        {
            if (profile.IsComplete)
                return;
            if (plan.Keywords is not null)
            {
                screenState.Begin(Json.Span);
                profile.Count(screenState.Folded(Json.Length));
            }

            for (int f = 0; f < partition.Fields.Length; f++)
            {
                Look(f, partition.Fields[f].All);
                if (partition.Fields[f].All == Passes.None)
                    continue;
                FieldValues values = ValuesOf(partition.Fields[f].Number);
                for (int v = values.First; v >= 0; v = values.Next(v))
                {
                    if (values.IsText(v))
                        profile.Count(f, values.Folded(v));
                }
            }

            if (profile.Count(p => holds.Has(p) || worthTesting.Has(p)))
            {
                partition.Replan();
                if (profile.IsComplete)
                    profile.Release();
            }
        }
    }

    private void Evaluate(int rule)
    {
        currentRule = partition.Rules[rule];
        if (Off is not null && Off[currentRule])
            return;
        if (Times is not { } times)
        {
            Follow(rule);
            return;
        }

        long began = Stopwatch.GetTimestamp();
        Follow(rule);
        times.Add(currentRule, Stopwatch.GetTimestamp() - began);
    }

    private void Follow(int rule)
    {
        int step = plan.Entries[rule];
        while (step >= 0)
        {
            Step s = plan.Steps[step];
            step = Test(s.Predicate) ? s.OnTrue : s.OnFalse;
        }

        if (step != Plan.Accept)
            return;
        if (matchCount == matches.Length)
            Array.Resize(ref matches, matchCount * 2);
        matches[matchCount++] = currentRule;
    }

    private bool Test(int predicate)
    {
        if (holds.Has(predicate))
            return true;
        if (tested.Has(predicate))
            return false;
        int field = partition.FieldOf[predicate];
        Passes missing = partition.PassesOf[predicate] & ~done[field];
        if (missing != Passes.None)
        {
            Passes cheap = missing & ~Passes.Contains;
            if (cheap != Passes.None)
                Look(field, cheap);
            if (!holds.Has(predicate) && (missing & Passes.Contains) != 0)
                Look(field, Passes.Contains);
            if (holds.Has(predicate))
                return true;
        }

        tested.Set(predicate);
        if (!TestAtoms(predicate, field))
            return false;
        holds.Set(predicate);
        return true;
    }

    private bool TestAtoms(int predicate, int field)
    {
        Atom[] free = partition.FreeAtoms[predicate];
        Atom[] gated = worthTesting.Has(predicate) ? partition.GatedAtoms[predicate] : [];
        if (free.Length + gated.Length == 0)
            return false;
        FieldValues values = ValuesOf(partition.Fields[field].Number);
        foreach (Atom atom in free)
        {
            if (atom.Test(values))
                return true;
        }

        foreach (Atom atom in gated)
        {
            if (atom.Test(values))
                return true;
        }

        return false;
    }

    private void Trigger(int predicate)
    {
        foreach (int rule in plan.Triggered[predicate])
        {
            if (triggered.Set(rule))
                candidates.Add(rule);
        }
    }

    /// <summary>Looks for a field's literals in ways that have not been tried on this event yet.</summary>
    private void Look(int field, Passes passes)
    {
        passes &= ~done[field];
        if (passes == Passes.None)
            return;
        done[field] |= passes;
        PartitionField f = partition.Fields[field];
        LiteralScanner? scanner = (passes & Passes.Contains) != 0 ? plan.Scanners[field] : null;
        if (f.Number == FieldCatalog.Keywords && plan.Keywords is { } screen && !screen.MayHold(Json.Span, screenState))
        {
            // Only what the screen cannot see through is left to look at.
            foreach (int marked in kept.Marked())
                Look(f, passes, scanner, marked);
            return;
        }

        FieldValues values = ValuesOf(f.Number);
        for (int v = values.First; v >= 0; v = values.Next(v))
        {
            if (values.IsText(v))
                Look(f, passes, scanner, v);
        }
    }

    private void Look(PartitionField field, Passes passes, LiteralScanner? scanner, int value)
    {
        ReadOnlySpan<byte> text = texts.Folded(value);
        if ((passes & Passes.Exact) != 0 && field.Exact!.Find(text) is >= 0 and int exact)
            ((ILiteralSink)this).Found(exact);
        if ((passes & Passes.Prefix) != 0)
            field.Prefixes!.Scan(text, this);
        if ((passes & Passes.Suffix) != 0)
            field.Suffixes!.Scan(text, this);
        scanner?.Scan(text, this);
    }
}
