using System.Runtime.CompilerServices;

namespace HueSoc.Sigma.Matching;

/// <summary>
/// Walks one JSON object once, checks its grammar and keeps where the values of the tree's paths lie. Nothing is decoded
/// and nothing is allocated once the arrays have grown to the size of the events.
/// It is strict in grammar (RFC 8259) but takes raw control characters and invalid UTF-8 inside strings as they are: one
/// bad byte must not make an event vanish.
/// </summary>
/// <param name="tree">The paths.</param>
/// <param name="keepAll">Whether values outside the paths are kept too, for keywords.</param>
/// <param name="dropSpaces">Whether a key that is not found is tried again without its spaces.</param>
internal sealed unsafe class JsonWalker(PathTree tree, bool keepAll, bool dropSpaces)
{
    private readonly int[] heads = MakeHeads(tree.SlotCount);
    private readonly int[] tails = new int[tree.SlotCount];
    private readonly int[] nodes = new int[EventMatcher.MaxDepth + 1];
    private readonly bool[] inArray = new bool[EventMatcher.MaxDepth + 1];
    private EventValue[] values = new EventValue[64];
    private int[] touched = new int[64];
    private int touchedCount;
    private int count;
    private readonly KeyMemo memo = new();
    private readonly int[] lastKeys = new int[EventMatcher.MaxDepth + 1];
    private byte[] keyBuffer = new byte[256];
    private byte[] packed = new byte[256];

    /// <summary>The values of the last event.</summary>
    public EventValue[] Values => values;

    /// <summary>How many values the last event has.</summary>
    public int Count => count;

    /// <summary>The first value of each slot, or -1.</summary>
    public int[] Heads => heads;

    /// <summary>All flags of the last event's strings together.</summary>
    public ValueFlags AllFlags { get; private set; }

    /// <summary>Walks an event.</summary>
    /// <param name="json">The event.</param>
    public EventFault Walk(ReadOnlySpan<byte> json)
    {
        for (int i = 0; i < touchedCount; i++)
            heads[touched[i]] = -1;
        touchedCount = 0;
        count = 0;
        AllFlags = ValueFlags.None;
        fixed (byte* start = json)
        {
            EventFault fault = Walk(start, start + json.Length);
            if (fault != EventFault.None)
                count = 0;
            return fault;
        }
    }

    private static int[] MakeHeads(int size)
    {
        int[] empty = new int[size];
        Array.Fill(empty, -1);
        return empty;
    }

    private EventFault Walk(byte* start, byte* end)
    {
        byte* p = JsonScanner.SkipSpace(start, end);
        if (p >= end || *p != '{')
            return EventFault.NotJson;
        int depth = 0;
        nodes[0] = PathTree.Root;
        inArray[0] = false;
        lastKeys[0] = memo.Start(PathTree.Root);
        p++;
        bool first = true;
        while (true)
        {
            p = JsonScanner.SkipSpace(p, end);
            if (p >= end)
                return EventFault.NotJson;
            int node = nodes[depth];
            if (*p == (inArray[depth] ? (byte)']' : (byte)'}'))
            {
                p++;
                if (depth-- == 0)
                    return JsonScanner.SkipSpace(p, end) == end ? EventFault.None : EventFault.NotJson;
                first = false;
                continue;
            }

            if (!first)
            {
                if (*p != ',')
                    return EventFault.NotJson;
                p = JsonScanner.SkipSpace(p + 1, end);
                if (p >= end)
                    return EventFault.NotJson;
            }

            if (!inArray[depth])
            {
                if (*p != '"')
                    return EventFault.NotJson;
                byte* key = p + 1;
                int expected = memo.Next(lastKeys[depth]);
                if (end - key >= KeyMemo.Width && memo.Is(expected, key))
                {
                    lastKeys[depth] = expected;
                    node = memo.Child(expected);
                    p = key + memo.Length(expected);
                }
                else
                {
                    ValueFlags keyFlags = ValueFlags.None;
                    p = JsonScanner.ScanString(key, end, ref keyFlags);
                    if (p == null)
                        return EventFault.NotJson;
                    if (node != PathTree.None)
                        node = Step(node, depth, new ReadOnlySpan<byte>(key, (int)(p - key)), keyFlags);
                }

                p++;
                if (p < end && *p == ':')
                    p++;
                else if ((p = JsonScanner.Colon(p, end)) == null)
                    return EventFault.NotJson;
                p = JsonScanner.SkipSpace(p, end);
                if (p >= end)
                    return EventFault.NotJson;
            }

            first = false;
            byte c = *p;
            if (c == '"')
            {
                byte* text = p + 1;
                ValueFlags flags = ValueFlags.None;
                p = JsonScanner.ScanString(text, end, ref flags);
                if (p == null)
                    return EventFault.NotJson;
                AllFlags |= flags;
                Keep(node, (int)(text - start), (int)(p - text), ValueKind.String, flags);
                p++;
            }
            else if (c is (byte)'{' or (byte)'[')
            {
                Keep(node, (int)(p - start), 1, c == '{' ? ValueKind.Object : ValueKind.Array, ValueFlags.None);
                if (++depth > EventMatcher.MaxDepth - 1)
                    return EventFault.TooDeep;
                nodes[depth] = c == '{' ? Descent(node) : node;
                inArray[depth] = c == '[';
                lastKeys[depth] = memo.Start(nodes[depth]);
                first = true;
                p++;
            }
            else
            {
                byte* text = p;
                p = JsonScanner.ScanScalar(p, end, out ValueKind kind);
                if (p == null)
                    return EventFault.NotJson;
                Keep(node, (int)(text - start), (int)(p - text), kind, ValueFlags.None);
            }
        }
    }

    /// <summary>Forgets the values that were only found by dropping spaces from keys: the event's layout does not do that.</summary>
    public void ForgetSpaced()
    {
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

    private int Descent(int node) => node switch
    {
        PathTree.None => node,
        _ when node >= tree.NodeCount => tree.Descent(node - tree.NodeCount) + tree.NodeCount,
        _ => tree.Descent(node),
    };

    private int Step(int node, int depth, ReadOnlySpan<byte> key, ValueFlags flags)
    {
        if ((flags & ValueFlags.Escaped) != 0)
            return Child(node, Unescape(key));
        int known = memo.Find(node, key);
        if (known < 0)
            known = memo.Add(node, key, Child(node, key));
        if (known < 0)
            return Child(node, key);
        memo.Expect(lastKeys[depth], known);
        lastKeys[depth] = known;
        return memo.Child(known);
    }

    /// <summary>The node a key leads to. Where it, or a key before it, was only found without its spaces, the number is shifted by the number of nodes.</summary>
    private int Child(int node, ReadOnlySpan<byte> key)
    {
        int shift = node >= tree.NodeCount ? tree.NodeCount : 0;
        int child = tree.Child(node - shift, key);
        if (child == PathTree.None && dropSpaces && key.Contains((byte)' '))
        {
            child = tree.Child(node - shift, WithoutSpaces(key));
            if (child != PathTree.None)
                return child + tree.NodeCount;
        }

        if (child == PathTree.None)
            child = tree.Wildcard(node - shift);
        return child == PathTree.None ? child : child + shift;
    }

    private ReadOnlySpan<byte> WithoutSpaces(ReadOnlySpan<byte> key)
    {
        if (packed.Length < key.Length)
            packed = new byte[key.Length * 2];
        int length = 0;
        foreach (byte b in key)
        {
            if (b != ' ')
                packed[length++] = b;
        }

        return packed.AsSpan(0, length);
    }

    private ReadOnlySpan<byte> Unescape(ReadOnlySpan<byte> key)
    {
        if (keyBuffer.Length < key.Length)
            keyBuffer = new byte[key.Length * 2];
        return keyBuffer.AsSpan(0, JsonText.Unescape(key, keyBuffer));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Keep(int node, int offset, int length, ValueKind kind, ValueFlags flags)
    {
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
            {
                heads[slot] = index;
                if (touchedCount == touched.Length)
                    Array.Resize(ref touched, touched.Length * 2);
                touched[touchedCount++] = slot;
            }
            else
            {
                values[tails[slot]].Next = index;
            }

            tails[slot] = index;
        }
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
