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
    private const ValueFlags Marks = ValueFlags.UnicodeEscaped | ValueFlags.NonAscii;

    // Of an event that is walked; those of a form that is known are the form's.
    private readonly int[] walked = MakeHeads(tree.SlotCount);
    private readonly int[] tails = new int[tree.SlotCount];
    private EventValue[] values = new EventValue[64];
    private int[] touched = new int[64];
    private int touchedCount;
    private int count;
    private ValueFlags allFlags;
    private int[] marked = new int[16];
    private int markedCount;

    private int[] heads = [];

    // Of an event whose places are known. A value is kept when it is asked for.
    private KnownForm? form;
    private int round;
    private ReadOnlyMemory<byte> json;
    private ReadOnlyMemory<(int Start, int Length)> places;

    /// <summary>The values of the last event. Where its places are known, only those that were asked for are there.</summary>
    public EventValue[] Values => values;

    /// <summary>How many values the last event has.</summary>
    public int Count => count;

    /// <summary>The first value of each slot, or -1.</summary>
    public int[] Heads => heads;

    /// <summary>The form of the last event; null when it was walked.</summary>
    public KnownForm? Form => form;

    /// <summary>The last event, if its places are known.</summary>
    public ReadOnlySpan<byte> Json => json.Span;

    /// <summary>Where the values of the last event stand, if its places are known.</summary>
    public ReadOnlySpan<(int Start, int Length)> Places => places.Span;

    /// <summary>Whether a key on the way to one of the last event's values was only found without its spaces.</summary>
    public bool HasSpaced => form is null ? (allFlags & ValueFlags.Spaced) != 0 : form.HasSpaced;

    /// <summary>Begins with an event, whose values are kept one after the other.</summary>
    public void Begin()
    {
        Forget();
        heads = walked;
        count = 0;
        allFlags = ValueFlags.None;
        form = null;
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
        allFlags |= flags;
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
            allFlags |= ValueFlags.Spaced;
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
            if (walked[slot] < 0)
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
        form = known;
        heads = known.Heads;
        count = known.Values.Length;
        if (values.Length < count)
            Array.Resize(ref values, Math.Max(count, values.Length * 2));
        if (++round < 0)
        {
            Array.Clear(values);
            round = 1;
        }
    }

    /// <summary>The first value of the first of some slots that has one, or -1.</summary>
    public int First(int[] slots)
    {
        foreach (int slot in slots)
        {
            int first = heads[slot];
            if (first < 0)
                continue;
            Need(first);
            return first;
        }

        return -1;
    }

    /// <summary>Sees to it that a value is there, and those after it of the same slot.</summary>
    /// <param name="value">The first one.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Need(int value)
    {
        if (form is not null && values[value].Round != round)
            Place(value);
    }

    /// <summary>Sees to it that all values are there.</summary>
    public void Complete()
    {
        if (form is null)
            return;
        for (int value = 0; value < count; value++)
            Need(value);
    }

    /// <summary>The texts with a <c>\u</c> escape or anything that is not ASCII in them. Valid until the next call.</summary>
    public ReadOnlySpan<int> Marked()
    {
        markedCount = 0;
        if (form is not null)
            FindMarked(form);
        else if ((allFlags & Marks) != 0)
            KeepMarked();
        return marked.AsSpan(0, markedCount);
    }

    /// <summary>Forgets the values that were only found by dropping spaces from keys: the event's layout does not do that.</summary>
    public void ForgetSpaced()
    {
        if (form is not null)
        {
            Complete();
            Forget();
            for (int slot = 0; slot < heads.Length; slot++)
            {
                if (heads[slot] >= 0)
                    SetHead(slot, heads[slot]);
            }

            heads = walked;
        }

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

    /// <summary>No value for any slot.</summary>
    public static int[] MakeHeads(int slots)
    {
        int[] empty = new int[slots];
        Array.Fill(empty, -1);
        return empty;
    }

    private void Forget()
    {
        for (int i = 0; i < touchedCount; i++)
            walked[touched[i]] = -1;
        touchedCount = 0;
    }

    // A value and those after it, each where the writer of the event says it stands.
    private void Place(int value)
    {
        ReadOnlySpan<byte> bytes = json.Span;
        ReadOnlySpan<(int Start, int Length)> from = places.Span;
        for (int v = value; v >= 0; v = values[v].Next)
        {
            ref readonly KnownValue source = ref form!.Values[v];
            (int start, int length) = from[source.Source];
            ValueKind kind = JsonScanner.KindOf(bytes[start]);
            ValueFlags flags = source.IsSpaced ? ValueFlags.Spaced : ValueFlags.None;
            if (kind == ValueKind.String)
            {
                start++;
                length -= 2;
                flags |= JsonScanner.FlagsOf(bytes, start, length);
            }
            else if (kind >= ValueKind.Object)
            {
                length = 1;
            }

            ref EventValue placed = ref values[v];
            placed.Start = start;
            placed.Length = length;
            placed.Next = source.Next;
            placed.Kind = kind;
            placed.Flags = flags;
            placed.FoldedStart = -1;
            placed.Round = round;
        }
    }

    private void KeepMarked()
    {
        for (int value = 0; value < count; value++)
        {
            if (values[value].IsText && (values[value].Flags & Marks) != 0)
                Mark(value);
        }
    }

    // Few events have any, and few values of these.
    private void FindMarked(KnownForm known)
    {
        ReadOnlySpan<byte> bytes = json.Span;
        ReadOnlySpan<(int Start, int Length)> from = places.Span;
        int source = 0;
        for (int at = JsonScanner.IndexOfMark(bytes, 0); at >= 0; at = JsonScanner.IndexOfMark(bytes, at))
        {
            // The last value that begins before it. It is in the key behind that, if not in the value.
            while (source + 1 < from.Length && from[source + 1].Start <= at)
                source++;
            (int start, int length) = from.IsEmpty ? default : from[source];
            bool isIn = start <= at && at < start + length && bytes[start] == '"';
            int value = isIn ? known.ValueOf[source] : -1;
            at = isIn ? start + length : at + 1;
            if (value < 0)
                continue;
            Need(value);
            if ((values[value].Flags & Marks) != 0)
                Mark(value);
        }
    }

    private void Mark(int value)
    {
        if (markedCount == marked.Length)
            Array.Resize(ref marked, markedCount * 2);
        marked[markedCount++] = value;
    }

    private void SetHead(int slot, int index)
    {
        walked[slot] = index;
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
