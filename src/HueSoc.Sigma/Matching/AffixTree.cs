namespace HueSoc.Sigma.Matching;

/// <summary>
/// Finds all literals that a text begins with, or ends with, by walking a tree of their bytes from that end. The walk
/// stops at the first byte that no literal has, so its time does not depend on the number of literals.
/// </summary>
internal sealed class AffixTree
{
    private readonly bool fromEnd;
    private readonly int[] root = new int[256];
    private readonly int[] firstEdge;
    private readonly int[] literal;
    private readonly byte[] edgeByte;
    private readonly int[] edgeTarget;

    /// <param name="literals">The literals; none is empty and none is there twice.</param>
    /// <param name="fromEnd">Whether texts end with them.</param>
    public AffixTree(IReadOnlyList<ScanLiteral> literals, bool fromEnd)
    {
        this.fromEnd = fromEnd;
        List<(byte[] Key, int Id)> sorted =
        [
            .. literals.Select(l => (Key: fromEnd ? Reversed(l.Bytes) : l.Bytes, l.Id)),
        ];
        sorted.Sort((a, b) => a.Key.AsSpan().SequenceCompareTo(b.Key));
        List<int> first = [], ids = [], targets = [];
        List<byte> labels = [];

        // Breadth first, so that the edges of a node lie side by side.
        Queue<(int Node, int From, int To, int Depth)> open = new();
        first.Add(0);
        ids.Add(-1);
        open.Enqueue((0, 0, sorted.Count, 0));
        while (open.TryDequeue(out (int Node, int From, int To, int Depth) range))
        {
            (int node, int from, int to, int depth) = range;
            first[node] = labels.Count;
            if (from < to && sorted[from].Key.Length == depth)
                ids[node] = sorted[from++].Id;
            while (from < to)
            {
                byte label = sorted[from].Key[depth];
                int next = from;
                while (next < to && sorted[next].Key[depth] == label)
                    next++;
                int child = ids.Count;
                ids.Add(-1);
                first.Add(0);
                labels.Add(label);
                targets.Add(child);
                if (node == 0)
                    root[label] = child;
                open.Enqueue((child, from, next, depth + 1));
                from = next;
            }
        }

        first.Add(labels.Count);
        firstEdge = [.. first];
        literal = [.. ids];
        edgeByte = [.. labels];
        edgeTarget = [.. targets];
    }

    /// <summary>Reports every literal that the text begins or ends with.</summary>
    /// <param name="text">The folded text.</param>
    /// <param name="sink">Whom to tell.</param>
    public void Scan(ReadOnlySpan<byte> text, ILiteralSink sink)
    {
        if (text.IsEmpty)
            return;
        int step = fromEnd ? -1 : 1;
        int at = fromEnd ? text.Length - 1 : 0;
        int node = root[text[at]];
        while (node != 0)
        {
            if (literal[node] >= 0)
                sink.Found(literal[node]);
            at += step;
            if ((uint)at >= (uint)text.Length)
                return;
            node = Child(node, text[at]);
        }
    }

    private static byte[] Reversed(byte[] bytes)
    {
        byte[] reversed = [.. bytes];
        Array.Reverse(reversed);
        return reversed;
    }

    private int Child(int node, byte label)
    {
        int end = firstEdge[node + 1];
        for (int edge = firstEdge[node]; edge < end; edge++)
        {
            if (edgeByte[edge] == label)
                return edgeTarget[edge];
        }

        return 0;
    }
}
