namespace HueSoc.Events.Evtx;

/// <summary>The values of the template instances that are being read, one inside of the other.</summary>
internal sealed class ValueStack
{
    private const int Kept = 1 << 14;
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
        int need = Count + instance.Count;
        if (slots.Length < need)
            Array.Resize(ref slots, Math.Max(need, slots.Length * 2));
        for (int i = 0; i < instance.Count; i++)
        {
            (int size, byte type) = instance.Descriptor(chunk, i);
            if (size > end - after)
                return false;
            slots[Count + i] = new(after, size, type, i);
            after += size;
        }

        Count = need;
        return true;
    }

    /// <summary>Lets go of all values from there on.</summary>
    public void Pop(int count)
    {
        Count = count;
        if (count == 0 && slots.Length > Kept)
            slots = new ValueSlot[256];
    }
}
