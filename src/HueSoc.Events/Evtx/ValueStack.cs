using System.Buffers.Binary;

namespace HueSoc.Events.Evtx;

/// <summary>The values of the template instances that are being read, one inside of the other.</summary>
internal sealed class ValueStack
{
    private const int Kept = 1 << 14;
    private const int MostItems = 64;

    // A number or time of no bytes is none.
    private const byte Empty = 0x40;

    // An array of more items than are slots.
    private const byte ManyItems = 0xFF;

    private ValueSlot[] slots = new ValueSlot[256];
    private byte[] kinds = new byte[512];
    private int kindCount;

    /// <summary>How many values there are in all.</summary>
    public int Count { get; private set; }

    /// <summary>A value.</summary>
    public ref readonly ValueSlot this[int index] => ref slots[index];

    /// <summary>The types of the values that were added last, and behind them how many items each array has: what a plan is made for.</summary>
    public ReadOnlySpan<byte> Kinds => kinds.AsSpan(0, kindCount);

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
        if (kinds.Length < 2 * instance.Count)
            kinds = new byte[2 * instance.Count];
        Span<ValueSlot> added = slots.AsSpan(Count, instance.Count);
        ReadOnlySpan<byte> descriptors = chunk.Slice(instance.Descriptors, TemplateInstance.DescriptorBytes * added.Length);
        for (int i = 0; i < added.Length; i++)
        {
            uint descriptor = BinaryPrimitives.ReadUInt32LittleEndian(descriptors[(TemplateInstance.DescriptorBytes * i)..]);
            int size = (ushort)descriptor;
            byte type = (byte)(descriptor >> 16);
            if (size > end - after)
                return false;
            added[i] = new(after, size, type, i);
            kinds[i] = size == 0 && EvtxValue.IsNeverEmpty(type) ? (byte)(type | Empty) : type;
            hasArrays |= (type & EvtxValue.Array) != 0;
            after += size;
        }

        int first = Count;
        Count = need;
        kindCount = instance.Count;
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
            kinds[kindCount++] = slots[i].Items >= 0 ? (byte)slots[i].ItemCount : ManyItems;
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
