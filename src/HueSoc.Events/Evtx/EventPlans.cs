using System.Runtime.InteropServices;
using HueSoc.Events.Normalisers;
using HueSoc.Events.Normalisers.Ecs;
using HueSoc.Events.Windows;

namespace HueSoc.Events.Evtx;

/// <summary>
/// The plans for templates. A plan is made when a template is first met with values of some types, by reading and
/// writing it once with marks in the place of values; from then on a record costs about a copy. What is written is the
/// same as without plans, byte for byte. A template is known again in other chunks by its form.
/// </summary>
internal sealed class EventPlans(BinXmlReader reader, WindowsEventWriter writer)
{
    // Far more than all that a machine logs has.
    private const int MaxPlans = 4096;
    private const int MaxBytes = 8 << 20;
    private const int MaxEntries = 1 << 17;
    private const int MaxPlansOfTemplate = 32;
    private const int MaxShapes = 2048;
    private const int LatelyUsed = 64;

    // By where a definition is in the chunk, and by the hash of its form: the number of the template.
    private readonly Dictionary<int, int> byPlace = [];
    private readonly Dictionary<int, int> byForm = [];

    // Those of the templates by their places that were looked up last, by a few bits of the place: nearly all that are.
    private readonly (int Place, int Template)[] lately = new (int, int)[LatelyUsed];
    private readonly List<PlannedTemplate> templates = [];
    private readonly ByteSink forms = new(1 << 20);
    private readonly List<EventPlan> plans = [];
    private readonly List<PlanStep> steps = [];
    private readonly ByteSink literals = new(1 << 20);
    private readonly ByteSink types = new(1 << 18);
    private readonly ByteSink written = new(1 << 20);
    private readonly ByteSink level = new();
    private readonly ValueStack values = new();
    private readonly TapePlaces places = new();
    private readonly ByteSink sample = new();
    private readonly JsonTape sampleTape = new();
    private int entries;
    private int shapes;

    /// <summary>The EventRecordID of the record that was written last.</summary>
    public long RecordId { get; private set; }

    /// <summary>Makes the tape of the record that was written last.</summary>
    /// <param name="tape">The tape.</param>
    /// <param name="source">The record as it was written.</param>
    /// <returns>Its shape; null when it has to be read.</returns>
    public DocumentShape? TryFill(JsonTape tape, ReadOnlyMemory<byte> source)
    {
        DocumentShape? shape = places.TryFill(tape, source);
        if (shape is { IsKnown: false })
            shapes++;
        return shape;
    }

    /// <summary>Begins with another chunk.</summary>
    public void BeginChunk()
    {
        byPlace.Clear();
        Array.Fill(lately, (-1, -1));
        if (plans.Count < MaxPlans && entries < MaxEntries && shapes < MaxShapes && forms.Length + literals.Length + types.Length < MaxBytes)
            return;
        entries = 0;
        shapes = 0;
        byForm.Clear();
        templates.Clear();
        plans.Clear();
        steps.Clear();
        forms.Clear();
        literals.Clear();
        types.Clear();
    }

    /// <summary>Writes a record by plan.</summary>
    /// <param name="chunk">The chunk.</param>
    /// <param name="start">Where its binary XML begins.</param>
    /// <param name="end">Where that ends at the latest.</param>
    /// <param name="output">Where to.</param>
    /// <returns>False when there is no plan: nothing is written then.</returns>
    public bool TryWrite(ReadOnlySpan<byte> chunk, int start, int end, ByteSink output)
    {
        int length = output.Length;
        values.Pop(0);
        bool good = TryWrite(chunk, start, end, isSection: false, output);
        if (!good)
            output.Truncate(length);
        return good;
    }

    private bool TryWrite(ReadOnlySpan<byte> chunk, int start, int end, bool isSection, ByteSink output)
    {
        int at = start;
        if (end - at >= 4 && chunk[at] == BinXmlToken.FragmentHeader)
            at += 4;
        if (at >= end || chunk[at] != BinXmlToken.TemplateInstance || !TemplateInstance.TryRead(chunk, at, end, out TemplateInstance instance))
            return false;
        int first = values.Count;
        bool good = values.TryPush(chunk, instance, end, out int after)
            && (after >= end || chunk[after] == BinXmlToken.EndOfFragment)
            && TryFind(chunk, start, end, instance, isSection, out int plan)
            && Run(chunk, CollectionsMarshal.AsSpan(plans)[plan], first, output);
        values.Pop(first);
        return good;
    }

    private bool Run(ReadOnlySpan<byte> chunk, in EventPlan plan, int first, ByteSink output)
    {
        int from = output.Length;
        int literal = places.Begin(plan.Tape, isSection: first > 0, plan.LiteralCount);

        // The list may become longer by the plan of a section; these stay.
        ReadOnlySpan<PlanStep> own = CollectionsMarshal.AsSpan(steps).Slice(plan.FirstStep, plan.StepCount);
        foreach (ref readonly PlanStep step in own)
        {
            if (step.Length > 0)
            {
                places.Set(literal++, output.Length);
                output.WriteFirst(literals.Array.AsSpan(step.Literal), step.Length);
            }

            if (step.Kind == PlanStepKind.Nothing)
                break;
            ref readonly ValueSlot slot = ref values[first + step.Value];
            ReadOnlySpan<byte> value = chunk[slot.Offset..];
            switch (step.Kind)
            {
                case PlanStepKind.Value:
                    EvtxValue.Write(output, slot.Type, value, slot.Size);
                    break;
                case PlanStepKind.Level:
                    level.Clear();
                    EvtxValue.Write(level, slot.Type, value, slot.Size);
                    int start = output.Length;
                    SystemSection.WriteLevel(output, level.Written);
                    places.SetLevel(start, output.Length - start);
                    break;
                default:
                    if (!TryWriteSection(chunk, slot, output))
                        return false;
                    break;
            }
        }

        if (first == 0)
        {
            ValueSlot id = values[plan.RecordId];
            RecordId = (long)EvtxValue.Number(chunk.Slice(id.Offset, id.Size), sizeof(ulong));
        }

        reader.Budget -= (output.Length - from) >> 4;
        return reader.Budget >= 0;
    }

    private bool TryWriteSection(ReadOnlySpan<byte> chunk, ValueSlot slot, ByteSink output)
    {
        int end = slot.Offset + slot.Size;
        int length = output.Length;
        if (TryWrite(chunk, slot.Offset, end, isSection: true, output))
            return true;
        output.Truncate(length);
        places.Lose();
        writer.BeginSections();
        return reader.TryRead(chunk, slot.Offset, end, dependencies: false) && writer.CompleteSections(output);
    }

    private bool TryFind(ReadOnlySpan<byte> chunk, int start, int end, in TemplateInstance instance, bool isSection, out int plan)
    {
        ReadOnlySpan<byte> kinds = values.Kinds;
        int template = Template(chunk, instance, isSection);
        PlannedTemplate known = templates[template];
        plan = known.Recent;
        if (plan >= 0 && IsFor(plan, kinds))
            return plans[plan].StepCount >= 0;
        int count = 0;
        for (plan = known.Plan; plan >= 0; plan = plans[plan].Next)
        {
            if (IsFor(plan, kinds))
            {
                templates[template] = known with { Recent = plan };
                return plans[plan].StepCount >= 0;
            }

            count++;
        }

        if (count >= MaxPlansOfTemplate || plans.Count >= 2 * MaxPlans)
            return false;
        int typesStart = types.Length;
        types.Write(kinds);
        int firstStep = steps.Count;
        bool good = isSection ? TryMakeSection(chunk, start, end) : TryMake(chunk, start, end);
        int literalCount = good ? Split() : 0;
        TapePlan? tape = good ? TapePlan.TryMake(isSection ? written.Written[1..] : written.Written, isSection, sample, sampleTape) : null;
        entries += tape?.Entries.Length ?? 0;
        plan = plans.Count;
        plans.Add(new EventPlan(
            typesStart, types.Length - typesStart, firstStep, good ? steps.Count - firstStep : -1, (int)writer.RecordId, literalCount, tape, known.Plan));
        templates[template] = known with { Plan = plan, Recent = plan };
        return good;
    }

    private bool IsFor(int plan, ReadOnlySpan<byte> kinds)
    {
        ref readonly EventPlan known = ref CollectionsMarshal.AsSpan(plans)[plan];
        return types.Slice(known.Types, known.TypeCount).SequenceEqual(kinds);
    }

    // The number of a definition's template: of one of the same form, or a new one.
    private int Template(ReadOnlySpan<byte> chunk, in TemplateInstance instance, bool isSection)
    {
        int place = (instance.Definition << 1) | (isSection ? 1 : 0);
        ref (int Place, int Template) recent = ref lately[(place ^ (place >> 6)) % LatelyUsed];
        if (recent.Place != place)
            recent = (place, TemplateAt(chunk, place, instance, isSection));
        return recent.Template;
    }

    private int TemplateAt(ReadOnlySpan<byte> chunk, int place, in TemplateInstance instance, bool isSection)
    {
        if (byPlace.TryGetValue(place, out int template))
            return template;
        int start = forms.Length;
        forms.Write(isSection ? (byte)1 : (byte)0);
        bool hasForm = TemplateForm.TryWrite(chunk, instance.Body, instance.BodyEnd, forms);
        int next = -1;
        int hash = 0;
        if (hasForm)
        {
            ReadOnlySpan<byte> form = forms.Slice(start, forms.Length - start);
            HashCode code = default;
            code.AddBytes(form);
            hash = code.ToHashCode();
            next = byForm.GetValueOrDefault(hash, -1);
            for (int i = next; i >= 0; i = templates[i].Next)
            {
                if (!forms.Slice(templates[i].Form, templates[i].FormLength).SequenceEqual(form))
                    continue;
                forms.Truncate(start);
                return byPlace[place] = i;
            }
        }

        template = templates.Count;
        templates.Add(new PlannedTemplate(start, forms.Length - start, -1, -1, next));
        if (hasForm)
            byForm[hash] = template;
        return byPlace[place] = template;
    }

    private bool TryMake(ReadOnlySpan<byte> chunk, int start, int end)
    {
        written.Clear();
        writer.Begin();
        writer.Tree.Marks = true;
        return reader.TryRead(chunk, start, end, dependencies: false) && writer.Complete(written) && !writer.Tree.Refused;
    }

    private bool TryMakeSection(ReadOnlySpan<byte> chunk, int start, int end)
    {
        written.Clear();

        // Not the first member of what is open, as a section never is.
        written.Write((byte)' ');
        writer.BeginSections();
        writer.Tree.Marks = true;

        // XML in XML in XML is read each time.
        return reader.TryRead(chunk, start, end, dependencies: false) && writer.CompleteSections(written)
            && !writer.Tree.Refused && !writer.Tree.HasSection;
    }

    // The steps of what was written with marks; how many of them have a literal.
    private int Split()
    {
        int count = 0;
        ReadOnlySpan<byte> rest = written.Written;
        if (rest[0] == ' ')
            rest = rest[1..];
        while (!rest.IsEmpty)
        {
            int mark = PlanMarks.IndexOf(rest);
            int length = mark < 0 ? rest.Length : mark;
            PlanStepKind kind = mark < 0 ? PlanStepKind.Nothing : rest[mark] switch
            {
                PlanMarks.Level => PlanStepKind.Level,
                PlanMarks.Section => PlanStepKind.Section,
                _ => PlanStepKind.Value,
            };
            steps.Add(new PlanStep(literals.Length, length, kind, mark < 0 ? 0 : PlanMarks.Index(rest[mark..])));
            literals.Write(rest[..length]);
            if (length > 0)
                count++;
            if (mark < 0)
                break;
            rest = rest[(mark + 3)..];
        }

        return count;
    }
}
