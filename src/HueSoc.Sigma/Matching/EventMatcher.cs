using System.Collections.Immutable;
using System.Diagnostics;
using HueSoc.Sigma.Compilation;

namespace HueSoc.Sigma.Matching;

/// <summary>
/// Matches events against the rules of one <see cref="SigmaEngine"/>. Not safe for use by several threads at once.
/// No memory is allocated for an event that matches nothing, once its buffers have grown to the size of the events.
/// </summary>
public sealed class EventMatcher : ILiteralSink
{
    /// <summary>The deepest nesting of an event that is read.</summary>
    public const int MaxDepth = 64;

    private readonly CompiledRules rules;
    private readonly EventValues kept;
    private readonly JsonWalker walker;
    private readonly KnownForms forms;
    private readonly EventTexts texts;
    private readonly PartitionEntry entry;
    private readonly Dictionary<Partition, int> eventCounts = [];
    private readonly Dictionary<int, long> cutOff = [];
    private readonly List<int> candidates = [];
    private readonly KeywordScreen.State screenState = new();

    private ReadOnlyMemory<byte> json;
    private int layout;
    private Partition partition = null!;
    private Plan plan = null!;
    private int currentRule;
    private bool[]? off;
    private long cutOffs;

    // The state of an event, by the numbers of its partition.
    private Marks holds = new();
    private Marks worthTesting = new();
    private Marks tested = new();
    private Marks triggered = new();
    private Marks found = new();
    private Passes[] done = [];

    private int[] matches = new int[16];
    private int matchCount;

    internal EventMatcher(CompiledRules rules)
    {
        this.rules = rules;
        PathSteps steps = new(rules.Paths, rules.DropsSpacesInKeys);
        kept = new(rules.Paths, rules.HasKeywords);
        walker = new(kept, steps);
        forms = new(rules.Paths, steps, rules.HasKeywords);
        texts = new(kept);
        entry = new(rules, kept, texts);
    }

    /// <summary>The rules that matched the last event, as indices into <see cref="SigmaEngine.Rules"/>, rising. Valid until the next event.</summary>
    public ReadOnlySpan<int> Matches => matches.AsSpan(0, matchCount);

    /// <summary>The time the last event says it happened at, as written; empty when it says none. Valid until the next call.</summary>
    public ReadOnlySpan<byte> Timestamp => FirstText(rules.TimestampSlots);

    /// <summary>The machine the last event is about, as written; empty when it names none. Valid until the next call.</summary>
    public ReadOnlySpan<byte> Host => FirstText(rules.HostSlots);

    /// <summary>The number the source itself gave the last event, as written; empty when it gave none. Valid until the next call.</summary>
    public ReadOnlySpan<byte> SourceRecord => FirstText(rules.RecordSlots);

    /// <summary>
    /// Rule evaluations that were cut off, such as a regular expression that took too long, since the matcher was made:
    /// rule index and how often.
    /// </summary>
    public IReadOnlyDictionary<int, long> CutOff => cutOff;

    /// <summary>How many evaluations were cut off since the matcher was made, over all rules.</summary>
    public long CutOffs => cutOffs;

    /// <summary>Where the time of the events to come is measured; null, as at first, to measure nothing.</summary>
    public RuleTimes? Times { get; set; }

    internal int ValueCount => kept.Count;

    internal EventTexts Texts => texts;

    /// <summary>Evaluates all rules on one event.</summary>
    /// <param name="json">One JSON object in UTF-8. It must not change until the next call; invalid UTF-8 reads as U+FFFD.</param>
    /// <returns>What kept the event from being read, if anything; then nothing matches.</returns>
    public EventFault Match(ReadOnlyMemory<byte> json)
    {
        long began = Begin(json);
        EventFault fault = End(walker.Walk(json.Span));
        Times?.AddEvent(Stopwatch.GetTimestamp() - began);
        return fault;
    }

    /// <summary>Evaluates all rules on one event of which it is known where its values stand. The outcome is the same.</summary>
    /// <param name="json">One JSON object in UTF-8. It must not change until the next call.</param>
    /// <param name="places">Where its values stand; they must not change either. They are trusted: they come from the writer of the event.</param>
    /// <returns>What kept the event from being read, if anything; then nothing matches.</returns>
    /// <exception cref="IndexOutOfRangeException">A value begins outside the event, or has no place.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A value ends outside the event.</exception>
    public EventFault Match(ReadOnlyMemory<byte> json, in EventPlaces places)
    {
        long began = Begin(json);
        kept.Take(json, forms.Get(places), places.Values);
        EventFault fault = End(EventFault.None);
        Times?.AddEvent(Stopwatch.GetTimestamp() - began);
        return fault;
    }

    /// <summary>Says which rules are not evaluated from now on.</summary>
    /// <param name="rules">For each rule of the engine whether it is left out; null to evaluate all.</param>
    /// <exception cref="ArgumentException">There are fewer than the engine has rules.</exception>
    public void LeaveOut(bool[]? rules)
    {
        if (rules is not null && rules.Length < this.rules.Variants.Length)
            throw new ArgumentException("there must be an answer for every rule", nameof(rules));
        off = rules;
    }

    private long Begin(ReadOnlyMemory<byte> json)
    {
        this.json = json;
        matchCount = 0;
        texts.Begin(json);
        return Times is null ? 0 : Stopwatch.GetTimestamp();
    }

    private EventFault End(EventFault fault)
    {
        if (fault != EventFault.None)
        {
            layout = 0;
            return fault;
        }

        layout = rules.LayoutOf(kept.Heads);
        if (kept.HasSpaced && !rules.Layouts[layout].DropsSpacesInKeys)
            kept.ForgetSpaced();
        partition = entry.Enter(layout);
        plan = partition.Plan;
        if (partition.Rules.Length > 0)
            Evaluate();
        return EventFault.None;
    }

    /// <summary>The fields that made a rule match the last event, in the order of the rule.</summary>
    /// <param name="rule">An index out of <see cref="Matches"/>.</param>
    public IReadOnlyList<MatchedField> Explain(int rule) => new MatchExplainer(this, rules, layout, json).Explain(rule);

    /// <summary>
    /// The values the last event has of the fields that are watched for a rule, by field: texts, numbers and truth values,
    /// of an array every element. A field that the event does not have, or that is null, is left out.
    /// </summary>
    /// <param name="rule">An index out of <see cref="Matches"/>.</param>
    public ImmutableDictionary<string, ImmutableArray<string>> WatchedValues(int rule) =>
        new MatchExplainer(this, rules, layout, json).WatchedValues(rule);

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

    internal ref readonly EventValue Value(int value) => ref kept.Values[value];

    internal FieldValues ValuesOf(int field)
    {
        if (field == FieldCatalog.Keywords)
        {
            kept.Complete();
            return new(this, kept.Count > 0 ? 0 : -1, everything: true);
        }

        return new(this, kept.First(rules.Fields.Slots(layout, field)), everything: false);
    }

    internal void ReportCutOff()
    {
        cutOff[currentRule] = cutOff.GetValueOrDefault(currentRule) + 1;
        cutOffs++;
    }

    private ReadOnlySpan<byte> FirstText(int[][] slots)
    {
        int value = kept.Count == 0 ? -1 : kept.First(slots[layout]);
        while (value >= 0 && !kept.Values[value].IsText)
            value = kept.Values[value].Next;
        return value < 0 ? [] : texts.Decoded(value);
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
        if (off is not null && off[currentRule])
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
        if (f.Number == FieldCatalog.Keywords && plan.Keywords is { } screen && !screen.MayHold(json.Span, screenState))
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
