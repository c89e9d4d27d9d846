using System.Runtime.CompilerServices;
using System.Text;

namespace HueSoc.Sigma.Matching;

/// <summary>
/// All JSON paths that any rule needs, as a tree by key. The walk steps from node to node; a node with slots is where a
/// value is kept. One hash table serves all nodes.
/// </summary>
internal sealed class PathTree
{
    /// <summary>The node that no path leads through.</summary>
    public const int None = -1;

    /// <summary>The root of an event.</summary>
    public const int Root = 0;

    private const int MaxSegments = 8;

    private readonly Entry[] table;
    private readonly byte[] keys;
    private readonly int mask;
    private readonly int[] wildcard;
    private readonly int[][] slots;
    private readonly int[] descent;

    private PathTree(Builder builder)
    {
        int size = 16;
        while (size < builder.Edges.Count * 4)
            size *= 2;
        mask = size - 1;
        table = new Entry[size];
        wildcard = [.. builder.Wildcards];
        slots = [.. builder.Slots.Select(s => s.ToArray())];
        descent = [.. builder.Descent];
        List<byte> blob = [];
        foreach (((int node, string key), int child) in builder.Edges)
        {
            byte[] bytes = Encoding.UTF8.GetBytes(key);
            uint hash = ByteHash.Of(bytes, (uint)node);
            int i = (int)hash & mask;
            while (table[i].Child != 0)
                i = (i + 1) & mask;
            table[i] = new() { Hash = hash, Node = node, Child = child, KeyStart = blob.Count, KeyLength = bytes.Length };
            blob.AddRange(bytes);
        }

        keys = [.. blob];
    }

    /// <summary>How many slots there are.</summary>
    public int SlotCount { get; private init; }

    /// <summary>The slots of a node; empty for most.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int[] SlotsOf(int node) => slots[node];

    /// <summary>The node whose children an object at this node has.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Descent(int node) => descent[node];

    /// <summary>How many nodes there are.</summary>
    public int NodeCount => slots.Length;

    /// <summary>The node that any other key leads to, or <see cref="None"/>.</summary>
    public int Wildcard(int node) => wildcard[node];

    /// <summary>The node a key leads to that is spelled out, or <see cref="None"/>.</summary>
    /// <param name="node">Where the key stands.</param>
    /// <param name="key">The key, unescaped.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Child(int node, ReadOnlySpan<byte> key)
    {
        uint hash = ByteHash.Of(key, (uint)node);
        for (int i = (int)hash & mask; ; i = (i + 1) & mask)
        {
            ref readonly Entry entry = ref table[i];
            if (entry.Child == 0)
                return None;
            if (entry.Hash == hash && entry.Node == node && key.SequenceEqual(keys.AsSpan(entry.KeyStart, entry.KeyLength)))
                return entry.Child;
        }
    }

    private struct Entry
    {
        public uint Hash;
        public int Node;
        public int Child;
        public int KeyStart;
        public int KeyLength;
    }

    /// <summary>Collects paths.</summary>
    internal sealed class Builder
    {
        private readonly Dictionary<string, int> slotOfPath = new(StringComparer.Ordinal);

        public Dictionary<(int Node, string Key), int> Edges { get; } = [];

        public List<int> Wildcards { get; } = [None];

        public List<List<int>> Slots { get; } = [[]];

        public List<int> Descent { get; } = [];

        /// <summary>The slot of a path, made if need be.</summary>
        /// <param name="path">Keys joined by dots; <c>*</c> is any key.</param>
        public int Slot(string path)
        {
            if (slotOfPath.TryGetValue(path, out int slot))
                return slot;
            slot = slotOfPath.Count;
            slotOfPath.Add(path, slot);
            string[] segments = path.Split('.');
            if (segments.Length <= MaxSegments)
            {
                // Keys may hold dots themselves: every way to cut the path into keys leads to the slot.
                for (int cuts = 0; cuts < 1 << (segments.Length - 1); cuts++)
                    Insert(Keys(segments, cuts), slot);
            }
            else
            {
                Insert(segments, slot);
                Insert([path], slot);
            }

            return slot;
        }

        /// <summary>Makes the tree.</summary>
        /// <param name="dropSpaces">Whether keys are also tried without their spaces.</param>
        public PathTree Build(bool dropSpaces)
        {
            if (dropSpaces)
                MergeSpaces();
            MergeWildcards();
            return new(this) { SlotCount = slotOfPath.Count };
        }

        private static List<string> Keys(string[] segments, int cuts)
        {
            List<string> keys = [segments[0]];
            for (int i = 1; i < segments.Length; i++)
            {
                if ((cuts & (1 << (i - 1))) != 0)
                    keys.Add(segments[i]);
                else
                    keys[^1] = $"{keys[^1]}.{segments[i]}";
            }

            return keys;
        }

        private void Insert(IReadOnlyList<string> keys, int slot)
        {
            int node = Root;
            foreach (string key in keys)
            {
                if (key == "*")
                    node = Wildcards[node] != None ? Wildcards[node] : Wildcards[node] = NewNode();
                else if (Edges.TryGetValue((node, key), out int child))
                    node = child;
                else
                    Edges.Add((node, key), node = NewNode());
            }

            if (!Slots[node].Contains(slot))
                Slots[node].Add(slot);
        }

        private int NewNode()
        {
            Wildcards.Add(None);
            Slots.Add([]);
            return Slots.Count - 1;
        }

        /// <summary>A key that rules spell with spaces also takes the way of the same key without them.</summary>
        private void MergeSpaces()
        {
            foreach (((int node, string key), int child) in Edges.Where(e => e.Key.Key.Contains(' ', StringComparison.Ordinal)).ToArray())
            {
                if (Edges.TryGetValue((node, key.Replace(" ", "", StringComparison.Ordinal)), out int packed))
                    Merge(child, packed);
            }
        }

        /// <summary>
        /// A key that is spelled out also takes the way of the wildcard beside it, so that the walk follows one node only:
        /// a leaf continues at the wildcard's children, anything else gets them added.
        /// </summary>
        private void MergeWildcards()
        {
            HashSet<int> inner = [.. Edges.Keys.Select(e => e.Node)];
            for (int node = 0; node < Slots.Count; node++)
            {
                Descent.Add(node);
                if (Wildcards[node] == None)
                    continue;
                foreach (int child in Edges.Where(e => e.Key.Node == node).Select(e => e.Value).Where(inner.Contains).ToArray())
                    Merge(child, Wildcards[node]);
            }

            foreach (((int node, string _), int child) in Edges)
            {
                if (Wildcards[node] == None)
                    continue;
                Slots[child].AddRange(Slots[Wildcards[node]].Except(Slots[child]).ToArray());
                if (!inner.Contains(child))
                    Descent[child] = Wildcards[node];
            }
        }

        private void Merge(int into, int from)
        {
            Slots[into].AddRange(Slots[from].Except(Slots[into]).ToArray());
            foreach (((int _, string key), int target) in Edges.Where(e => e.Key.Node == from).ToArray())
            {
                if (!Edges.TryGetValue((into, key), out int existing))
                    Edges.Add((into, key), existing = NewNode());
                Merge(existing, target);
            }

            if (Wildcards[from] == None)
                return;
            if (Wildcards[into] == None)
                Wildcards[into] = NewNode();
            Merge(Wildcards[into], Wildcards[from]);
        }
    }
}
