namespace HueSoc.Sigma.Matching;

/// <summary>
/// Walks one JSON object once, checks its grammar and keeps where the values of the tree's paths lie. Nothing is decoded
/// and nothing is allocated once the arrays have grown to the size of the events.
/// It is strict in grammar (RFC 8259) but takes raw control characters and invalid UTF-8 inside strings as they are: one
/// bad byte must not make an event vanish.
/// </summary>
/// <param name="values">Where they are kept.</param>
/// <param name="steps">How keys lead to them.</param>
internal sealed unsafe class JsonWalker(EventValues values, PathSteps steps)
{
    private readonly int[] nodes = new int[EventMatcher.MaxDepth + 1];
    private readonly bool[] inArray = new bool[EventMatcher.MaxDepth + 1];
    private readonly KeyMemo memo = new();
    private readonly int[] lastKeys = new int[EventMatcher.MaxDepth + 1];

    /// <summary>Walks an event.</summary>
    /// <param name="json">The event.</param>
    public EventFault Walk(ReadOnlySpan<byte> json)
    {
        values.Begin();
        fixed (byte* start = json)
        {
            EventFault fault = Walk(start, start + json.Length);
            if (fault != EventFault.None)
                values.Clear();
            return fault;
        }
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
                values.Keep(node, (int)(text - start), (int)(p - text), ValueKind.String, flags);
                p++;
            }
            else if (c is (byte)'{' or (byte)'[')
            {
                values.Keep(node, (int)(p - start), 1, c == '{' ? ValueKind.Object : ValueKind.Array, ValueFlags.None);
                if (++depth > EventMatcher.MaxDepth - 1)
                    return EventFault.TooDeep;
                nodes[depth] = c == '{' ? steps.Descent(node) : node;
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
                values.Keep(node, (int)(text - start), (int)(p - text), kind, ValueFlags.None);
            }
        }
    }

    private int Step(int node, int depth, ReadOnlySpan<byte> key, ValueFlags flags)
    {
        if ((flags & ValueFlags.Escaped) != 0)
            return steps.EscapedChild(node, key);
        int known = memo.Find(node, key);
        if (known < 0)
            known = memo.Add(node, key, steps.Child(node, key));
        if (known < 0)
            return steps.Child(node, key);
        memo.Expect(lastKeys[depth], known);
        lastKeys[depth] = known;
        return memo.Child(known);
    }
}
