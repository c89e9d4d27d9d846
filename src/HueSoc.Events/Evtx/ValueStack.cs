namespace HueSoc.Events.Evtx;

/// <summary>The values of the template instances that are being read, one inside of the other.</summary>
internal sealed class ValueStack
{
    private const int Kept = 1 << 14;
    private const int MostItems = 64;
    private ValueSlot[] slots = new ValueSlot[256];

    /// <summary>How many values there are in all.</summary>
    public int Count { get; private set; }

    /// <summary>A value.</summary>
    public ValueSlot this[int index] => slots[index];

    /// <summary>Adds an instance's values.</summary>
    /// <param name="chunk">The chunk.</param>
    /// <param name="instance">The instance.</param>
    /// <param name="end">Where the fragment it is in ends.</param>
    /// <param name="after">Where the values end.</param>
    /// <returns>False when they reach past that.</returns>
    public bool TryPush(ReadOnlySpan<byte> chunk, in TemplateInstance instance, int end, out int after)
    {
        after = instance.Values;
        bool hasArrays = false;
        int need = Count + instance.Count;
        if (slots.Length < need)
            Array.Resize(ref slots, Math.Max(need, slots.Length * 2));
        for (int i = 0; i < instance.Count; i++)
        {
            (int size, byte type) = instance.Descriptor(chunk, i);
            if (size > end - after)
                return false;
            slots[Count + i] = new(after, size, type, i);
            hasArrays |= (type & EvtxValue.Array) != 0;
            after += size;
        }

        int first = Count;
        Count = need;
        if (hasArrays)
            PushItems(chunk, first, instance.Count);
        return true;
    }

    // The items of arrays, as far as they are few.
    private void PushItems(ReadOnlySpan<byte> chunk, int first, int count)
    {
        for (int i = first; i < first + count; i++)
        {
            ValueSlot array = slots[i];
            if ((array.Type & EvtxValue.Array) == 0)
                continue;
            byte type = (byte)(array.Type & ~EvtxValue.Array);
            ReadOnlySpan<byte> rest = chunk.Slice(array.Offset, array.Size);
            int from = Count;
            while (!rest.IsEmpty && Count - from < MostItems)
            {
                int offset = array.Offset + array.Size - rest.Length;
                int length = EvtxValue.NextItem(type, ref rest).Length;
                if (slots.Length == Count)
                    Array.Resize(ref slots, slots.Length * 2);
                slots[Count] = new(offset, length, type, Count - first);
                Count++;
            }

            if (rest.IsEmpty)
                slots[i] = array with { Items = from - first, ItemCount = Count - from };
            else
                Count = from;
        }
    }

    /// <summary>Lets go of all values from there on.</summary>
    public void Pop(int count)
    {
        Count = count;
        if (count == 0 && slots.Length > Kept)
            slots = new ValueSlot[256];
    }
}
