using System.Runtime.CompilerServices;

namespace HueSoc.Sigma.Matching;

/// <summary>
/// The values that a matcher keeps of the event at hand: of each slot the first, linked to the next. They are kept one after the other while the event
/// is walked, or all at once when it is known where they stand. Nothing is allocated once the arrays have grown to the size of the events.
/// </summary>
/// <param name="tree">The paths.</param>
/// <param name="keepAll">Whether values outside the paths are kept too, for keywords.</param>
internal sealed class EventValues(PathTree tree, bool keepAll)
{
    private readonly int[] heads = MakeHeads(tree.SlotCount);
    private readonly int[] tails = new int[tree.SlotCount];
    private EventValue[] values = new EventValue[64];
    private int[] touched = new int[64];
    private int touchedCount;
    private int count;

    // Of an event whose places are known: its form, which the heads are those of, unless some were forgotten.
    private KnownForm? form;
    private bool headsAreWhole;
    private bool isComplete = true;
    private bool isCertain;
    private ValueFlags likely;
    private ReadOnlyMemory<byte> json;
    private ReadOnlyMemory<(int Start, int Length)> places;

    /// <summary>The values of the last event.</summary>
    public EventValue[] Values => values;

    /// <summary>How many values the last event has.</summary>
    public int Count => count;

    /// <summary>The first value of each slot, or -1.</summary>
    public int[] Heads => heads;

    /// <summary>All flags of the last event's strings together; there may be one too many, but none is missing.</summary>
    public ValueFlags AllFlags { get; private set; }

    /// <summary>Begins with an event, whose values are kept one after the other.</summary>
    public void Begin()
    {
        Forget();
        count = 0;
        AllFlags = ValueFlags.None;
        form = null;
        isComplete = true;
    }

    /// <summary>Takes the last event for one without values.</summary>
    public void Clear() => count = 0;

    /// <summary>Keeps a value.</summary>
    /// <param name="node">The node that its path leads to, shifted by the number of nodes when a key was only found without its spaces.</param>
    /// <param name="offset">Where it begins in the event, a string behind its quote.</param>
    /// <param name="length">How many bytes it has, a string without its quotes.</param>
    /// <param name="kind">What it is.</param>
    /// <param name="flags">What is in it, if it is a string.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Keep(int node, int offset, int length, ValueKind kind, ValueFlags flags)
    {
        AllFlags |= flags;
        if (node == PathTree.None)
        {
            if (keepAll && kind <= ValueKind.False)
                Add(offset, length, kind, flags);
            return;
        }

        if (node >= tree.NodeCount)
        {
            node -= tree.NodeCount;
            flags |= ValueFlags.Spaced;
            AllFlags |= ValueFlags.Spaced;
        }

        int[] slots = tree.SlotsOf(node);
        if (slots.Length == 0)
        {
            if (keepAll && kind <= ValueKind.False)
                Add(offset, length, kind, flags);
            return;
        }

        foreach (int slot in slots)
        {
            // With several slots the value is kept once for each: chains are by slot.
            int index = Add(offset, length, kind, flags);
            if (heads[slot] < 0)
                SetHead(slot, index);
            else
                values[tails[slot]].Next = index;
            tails[slot] = index;
        }
    }

    /// <summary>Keeps the values of an event of which it is known where they stand.</summary>
    /// <param name="json">The event.</param>
    /// <param name="known">What its values are.</param>
    /// <param name="places">Where they stand.</param>
    public void Take(ReadOnlyMemory<byte> json, KnownForm known, ReadOnlyMemory<(int Start, int Length)> places)
    {
        this.json = json;
        this.places = places;
        if (!ReferenceEquals(form, known) || !headsAreWhole)
        {
            Forget();
            foreach ((int slot, int value) in known.Heads)
                SetHead(slot, value);
            form = known;
            headsAreWhole = true;
        }

        count = known.Values.Length;
        if (values.Length < count)
            Array.Resize(ref values, Math.Max(count, values.Length * 2));
        isComplete = false;

        // Of most events it is known by one look at the whole that their texts have nothing special in them but simple escapes.
        likely = JsonScanner.FlagsOf(json.Span);
        isCertain = (likely & ~ValueFlags.Escaped) == ValueFlags.None;
        AllFlags = known.HasSpaced ? likely | ValueFlags.Spaced : likely;
        Place(known.Wanted);
    }

    /// <summary>Sees to it that the values that no slot has are there too.</summary>
    public void Complete()
    {
        if (isComplete)
            return;
        isComplete = true;
        Place(form!.Others);
    }

    /// <summary>Forgets the values that were only found by dropping spaces from keys: the event's layout does not do that.</summary>
    public void ForgetSpaced()
    {
        headsAreWhole = false;
        for (int i = 0; i < touchedCount; i++)
        {
            ref int link = ref heads[touched[i]];
            while (link >= 0)
            {
                if ((values[link].Flags & ValueFlags.Spaced) != 0)
                    link = values[link].Next;
                else
                    link = ref values[link].Next;
            }
        }
    }

    private static int[] MakeHeads(int size)
    {
        int[] empty = new int[size];
        Array.Fill(empty, -1);
        return empty;
    }

    private void Forget()
    {
        for (int i = 0; i < touchedCount; i++)
            heads[touched[i]] = -1;
        touchedCount = 0;
    }

    private void Place(int[] which)
    {
        ReadOnlySpan<byte> bytes = json.Span;
        ReadOnlySpan<(int Start, int Length)> from = places.Span;
        KnownValue[] known = form!.Values;
        foreach (int v in which)
        {
            ref readonly KnownValue source = ref known[v];
            (int start, int length) = from[source.Source];
            ValueKind kind = JsonScanner.KindOf(bytes[start]);
            ValueFlags flags = ValueFlags.None;
            if (kind == ValueKind.String)
            {
                start++;
                length -= 2;
                flags = isCertain ? likely : JsonScanner.FlagsOf(bytes, start, length);
            }
            else if (kind >= ValueKind.Object)
            {
                length = 1;
            }

            ref EventValue value = ref values[v];
            value.Start = start;
            value.Length = length;
            value.Next = source.Next;
            value.Kind = kind;
            value.Flags = source.IsSpaced ? flags | ValueFlags.Spaced : flags;
            value.FoldedStart = -1;
        }
    }

    private void SetHead(int slot, int index)
    {
        heads[slot] = index;
        if (touchedCount == touched.Length)
            Array.Resize(ref touched, touched.Length * 2);
        touched[touchedCount++] = slot;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int Add(int offset, int length, ValueKind kind, ValueFlags flags)
    {
        if (count == values.Length)
            Array.Resize(ref values, values.Length * 2);
        ref EventValue value = ref values[count];
        value.Start = offset;
        value.Length = length;
        value.Next = -1;
        value.Kind = kind;
        value.Flags = flags;
        value.FoldedStart = -1;
        return count++;
    }
}
