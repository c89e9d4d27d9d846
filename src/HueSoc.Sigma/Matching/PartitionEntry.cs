namespace HueSoc.Sigma.Matching;

/// <summary>Sends events to their partitions. For one thread.</summary>
/// <param name="rules">The rules.</param>
/// <param name="kept">The values of the event at hand.</param>
/// <param name="texts">Their texts.</param>
internal sealed class PartitionEntry(CompiledRules rules, EventValues kept, EventTexts texts)
{
    private readonly int[] sources = new int[rules.Gates.Fields.Length];
    private Partition? last;
    private long lastKey;

    /// <summary>The partition of the event at hand.</summary>
    /// <param name="layout">The event's layout.</param>
    public Partition Enter(int layout)
    {
        // A form has one layout.
        GateMemo? memo = kept.Form is { HasSpaced: false } form ? form.Gates : null;
        if (memo?.Find(kept.Json, kept.Places) is { } known)
            return known;
        long key = layout;
        int gates = rules.Gates.Fields.Length;
        int count = 0;
        for (int g = 0; g < gates; g++)
        {
            int first = kept.First(rules.GateSlots[layout][g]);
            int kind = 0;
            if (first >= 0)
            {
                ref readonly EventValue value = ref kept.Values[first];
                if (value.Next >= 0 || value.Kind >= ValueKind.Object)
                    memo = null;
                if (value.Next >= 0 || value.Kind == ValueKind.Array)
                {
                    // Several values may be of several classes: such an event takes the way without gates.
                    key = CompiledRules.Ungated(layout);
                    break;
                }

                if (value.IsText)
                    kind = rules.Gates.Class(g, texts.Folded(first));
                if (memo is not null)
                    sources[count++] = kept.Form!.Values[first].Source;
            }

            key = (key << 16) | (uint)kind;
        }

        if (last is null || key != lastKey)
            (last, lastKey) = (rules.Partition(key, layout), key);
        memo?.Keep(kept.Json, kept.Places, sources.AsSpan(0, count), last);
        return last;
    }
}
