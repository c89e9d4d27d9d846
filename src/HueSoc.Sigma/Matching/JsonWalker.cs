using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

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
    /// <summary>What may follow a backslash.</summary>
    private static readonly bool[] Escapes = MakeEscapes();

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

    private static bool[] MakeEscapes()
    {
        bool[] escapes = new bool[256];
        foreach (char c in "\"\\/bfnrtu")
            escapes[c] = true;
        return escapes;
    }

    private static int[] MakeHeads(int size)
    {
        int[] empty = new int[size];
        Array.Fill(empty, -1);
        return empty;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static byte* SkipSpace(byte* p, byte* end)
    {
        while (p < end && (*p == ' ' || *p == '\t' || *p == '\r' || *p == '\n'))
            p++;
        return p;
    }

    private EventFault Walk(byte* start, byte* end)
    {
        byte* p = SkipSpace(start, end);
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
            p = SkipSpace(p, end);
            if (p >= end)
                return EventFault.NotJson;
            int node = nodes[depth];
            if (*p == (inArray[depth] ? (byte)']' : (byte)'}'))
            {
                p++;
                if (depth-- == 0)
                    return SkipSpace(p, end) == end ? EventFault.None : EventFault.NotJson;
                first = false;
                continue;
            }

            if (!first)
            {
                if (*p != ',')
                    return EventFault.NotJson;
                p = SkipSpace(p + 1, end);
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
                    p = ScanString(key, end, ref keyFlags);
                    if (p == null)
                        return EventFault.NotJson;
                    if (node != PathTree.None)
                        node = Step(node, depth, new ReadOnlySpan<byte>(key, (int)(p - key)), keyFlags);
                }

                p++;
                if (p < end && *p == ':')
                    p++;
                else if ((p = Colon(p, end)) == null)
                    return EventFault.NotJson;
                p = SkipSpace(p, end);
                if (p >= end)
                    return EventFault.NotJson;
            }

            first = false;
            byte c = *p;
            if (c == '"')
            {
                byte* text = p + 1;
                ValueFlags flags = ValueFlags.None;
                p = ScanString(text, end, ref flags);
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
                p = ScanScalar(p, end, out ValueKind kind);
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

    private static byte* Colon(byte* p, byte* end)
    {
        p = SkipSpace(p, end);
        return p < end && *p == ':' ? p + 1 : null;
    }

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

    /// <summary>Finds the closing quote of the string that begins at <paramref name="p"/>; null when there is none or an escape is wrong.</summary>
    private static byte* ScanString(byte* p, byte* end, ref ValueFlags flags)
    {
        while (end - p >= Vector256<byte>.Count)
        {
            Vector256<byte> block = Vector256.Load(p);
            uint quotes = Vector256.Equals(block, Vector256.Create((byte)'"')).ExtractMostSignificantBits();
            uint slashes = Vector256.Equals(block, Vector256.Create((byte)'\\')).ExtractMostSignificantBits();
            uint high = block.ExtractMostSignificantBits();
            if ((quotes | slashes) == 0)
            {
                if (high != 0)
                    flags |= ValueFlags.NonAscii;
                p += Vector256<byte>.Count;
                continue;
            }

            int skip = Vector256<byte>.Count;
            while (true)
            {
                int at = BitOperations.TrailingZeroCount(quotes | slashes);
                if (at == 32)
                {
                    if (high != 0)
                        flags |= ValueFlags.NonAscii;
                    break;
                }

                if ((quotes >> at & 1) != 0)
                {
                    if ((high & ((1u << at) - 1)) != 0)
                        flags |= ValueFlags.NonAscii;
                    return p + at;
                }

                byte* escape = p + at + 1;
                if (escape >= end || !Escapes[*escape])
                    return null;
                flags |= ValueFlags.Escaped;
                if (*escape == 'u')
                {
                    flags |= ValueFlags.UnicodeEscaped;
                    if (!IsHex4(escape + 1, end))
                        return null;
                }

                if (at == 31)
                {
                    skip = 33;
                    if (high != 0)
                        flags |= ValueFlags.NonAscii;
                    break;
                }

                // The escaped character is no quote and no backslash of its own.
                uint rest = at >= 30 ? 0 : ~((1u << (at + 2)) - 1);
                quotes &= rest;
                slashes &= rest;
            }

            p += skip;
        }

        return ScanTail(p, end, ref flags);
    }

    private static byte* ScanTail(byte* p, byte* end, ref ValueFlags flags)
    {
        for (; p < end; p++)
        {
            byte c = *p;
            if (c == '"')
                return p;
            if (c >= 0x80)
            {
                flags |= ValueFlags.NonAscii;
            }
            else if (c == '\\')
            {
                p++;
                if (p >= end || !Escapes[*p])
                    return null;
                flags |= ValueFlags.Escaped;
                if (*p == 'u')
                {
                    flags |= ValueFlags.UnicodeEscaped;
                    if (!IsHex4(p + 1, end))
                        return null;
                }
            }
        }

        return null;
    }

    private static bool IsHex4(byte* p, byte* end) =>
        end - p >= 4 && char.IsAsciiHexDigit((char)p[0]) && char.IsAsciiHexDigit((char)p[1])
        && char.IsAsciiHexDigit((char)p[2]) && char.IsAsciiHexDigit((char)p[3]);

    private static byte* ScanScalar(byte* p, byte* end, out ValueKind kind)
    {
        kind = ValueKind.Number;
        switch (*p)
        {
            case (byte)'t':
                kind = ValueKind.True;
                return Word(p, end, "true"u8);
            case (byte)'f':
                kind = ValueKind.False;
                return Word(p, end, "false"u8);
            case (byte)'n':
                kind = ValueKind.Null;
                return Word(p, end, "null"u8);
            default:
                return ScanNumber(p, end);
        }
    }

    private static byte* Word(byte* p, byte* end, ReadOnlySpan<byte> word) =>
        end - p >= word.Length && new ReadOnlySpan<byte>(p, word.Length).SequenceEqual(word) ? p + word.Length : null;

    private static byte* ScanNumber(byte* p, byte* end)
    {
        if (p < end && *p == '-')
            p++;
        if (p >= end)
            return null;
        if (*p == '0')
            p++;
        else if ((p = Digits(p, end)) == null)
            return null;
        if (p < end && *p == '.' && (p = Digits(p + 1, end)) == null)
            return null;
        if (p < end && (*p | 0x20) == 'e')
        {
            p++;
            if (p < end && (*p == '+' || *p == '-'))
                p++;
            p = Digits(p, end);
        }

        return p;
    }

    /// <summary>Skips digits; null when there are none.</summary>
    private static byte* Digits(byte* p, byte* end)
    {
        byte* first = p;
        while (p < end && *p is >= (byte)'0' and <= (byte)'9')
            p++;
        return p == first ? null : p;
    }
}
