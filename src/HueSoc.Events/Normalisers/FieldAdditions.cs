using System.Runtime.InteropServices;
using HueSoc.Events.Normalisers.Ecs;

namespace HueSoc.Events.Normalisers;

/// <summary>Fields that a document is to get: a small tree of names, used again and again.</summary>
internal sealed class FieldAdditions
{
    /// <summary>The root's number.</summary>
    public const int Root = 0;

    private readonly ByteSink bytes = new();
    private Node[] nodes = new Node[64];
    private int count = 1;

    // Fields of one object are mostly added one after the other, so the last object is remembered.
    private readonly byte[] lastObject = new byte[64];
    private int lastObjectLength;
    private int lastObjectNode;

    // Where numbered paths are in this round, and whether there are others.
    private (int Node, long Round)[] known = new (int Node, long Round)[256];
    private long round;
    private bool hasNamed;

    public FieldAdditions() => Clear();

    /// <summary>Whether there is nothing to add.</summary>
    public bool IsEmpty => count == 1;

    /// <summary>Begins again.</summary>
    public void Clear()
    {
        bytes.Clear();
        count = 1;
        lastObjectLength = 0;
        hasNamed = false;
        round++;
        nodes[Root] = Node.Branch(0, 0);
    }

    /// <summary>Adds a field; a value that it was given before is replaced.</summary>
    public void Add(ReadOnlySpan<byte> path, ReadOnlySpan<byte> json)
    {
        int node = Reach(path);
        if (node < 0)
            return;
        nodes[node].ValueStart = bytes.Length;
        nodes[node].ValueLength = json.Length;
        bytes.Write(json);
    }

    /// <summary>Adds a field, unless it has been added before.</summary>
    /// <returns>Whether it was added.</returns>
    public bool TryAdd(EcsPath path, ReadOnlySpan<byte> json)
    {
        int node = Reach(path);
        if (node < 0 || nodes[node].ValueStart >= 0)
            return false;
        nodes[node].ValueStart = bytes.Length;
        nodes[node].ValueLength = json.Length;
        bytes.Write(json);
        return true;
    }

    /// <summary>Adds a field with a text, unless it has been added before.</summary>
    /// <returns>Whether it was added.</returns>
    public bool TryAddText(EcsPath path, ReadOnlySpan<byte> text)
    {
        int node = Reach(path);
        if (node < 0 || nodes[node].ValueStart >= 0)
            return false;
        WriteText(node, text);
        return true;
    }

    /// <summary>Adds a field with a text.</summary>
    public void AddText(ReadOnlySpan<byte> path, ReadOnlySpan<byte> text)
    {
        int node = Reach(path);
        if (node >= 0)
            WriteText(node, text);
    }

    /// <summary>Adds a field with a list of those of two texts that are not empty.</summary>
    public void AddTexts(ReadOnlySpan<byte> path, ReadOnlySpan<byte> first, ReadOnlySpan<byte> second)
    {
        int node = Reach(path);
        if (node < 0)
            return;
        int start = bytes.Length;
        bytes.Write((byte)'[');
        WriteElement(first);
        if (!first.IsEmpty && !second.IsEmpty)
            bytes.Write((byte)',');
        WriteElement(second);
        bytes.Write((byte)']');
        nodes[node].ValueStart = start;
        nodes[node].ValueLength = bytes.Length - start;
    }

    /// <summary>Whether a field has been added.</summary>
    public bool Has(ReadOnlySpan<byte> path) => Find(path) >= 0;

    /// <summary>The value that was added for a field, as JSON.</summary>
    public bool TryGet(ReadOnlySpan<byte> path, out ReadOnlySpan<byte> json)
    {
        int node = Find(path);
        bool found = node >= 0 && !IsBranch(node);
        json = found ? bytes.Slice(nodes[node].ValueStart, nodes[node].ValueLength) : default;
        return found;
    }

    /// <summary>The child of a name; -1 when there is none.</summary>
    public int Child(int node, ReadOnlySpan<byte> name)
    {
        int child = nodes[node].FirstChild;
        while (child >= 0 && !Name(child).SequenceEqual(name))
            child = nodes[child].NextSibling;
        return child;
    }

    /// <summary>Whether the node holds others, and no value.</summary>
    public bool IsBranch(int node) => nodes[node].ValueStart < 0;

    /// <summary>Takes the node to be written now; false when it has been taken before.</summary>
    public bool TryTake(int node)
    {
        bool before = nodes[node].Written;
        nodes[node].Written = true;
        return !before;
    }

    /// <summary>Writes the node's children that have not been written yet.</summary>
    public void WriteRest(ByteSink sink, int node, bool first)
    {
        for (int child = nodes[node].FirstChild; child >= 0; child = nodes[child].NextSibling)
        {
            if (nodes[child].Written)
                continue;
            sink.Write(first ? Key(child)[1..] : Key(child));
            first = false;
            if (IsBranch(child))
            {
                sink.Write((byte)'{');
                WriteRest(sink, child, first: true);
                sink.Write((byte)'}');
            }
            else
            {
                sink.Write(bytes.Slice(nodes[child].ValueStart, nodes[child].ValueLength));
            }
        }
    }

    private void WriteText(int node, ReadOnlySpan<byte> text)
    {
        int start = bytes.Length;
        bytes.Write((byte)'"');
        JsonStrings.Escape(bytes, text);
        bytes.Write((byte)'"');
        nodes[node].ValueStart = start;
        nodes[node].ValueLength = bytes.Length - start;
    }

    private void WriteElement(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty)
            return;
        bytes.Write((byte)'"');
        JsonStrings.Escape(bytes, text);
        bytes.Write((byte)'"');
    }

    private int Find(ReadOnlySpan<byte> path)
    {
        int node = Root;
        while (node >= 0)
        {
            int dot = path.IndexOf((byte)'.');
            node = Child(node, dot < 0 ? path : path[..dot]);
            if (dot < 0)
                return node;
            path = path[(dot + 1)..];
        }

        return -1;
    }

    private ReadOnlySpan<byte> Name(int node) => bytes.Slice(nodes[node].KeyStart + 2, nodes[node].KeyLength - 4);

    private ReadOnlySpan<byte> Key(int node) => bytes.Slice(nodes[node].KeyStart, nodes[node].KeyLength);

    // The same as by name, for paths that are numbered: what was reached before is known by its number.
    private int Reach(EcsPath path)
    {
        if (path.Id < known.Length && known[path.Id].Round == round)
        {
            int node = known[path.Id].Node;
            return nodes[node].FirstChild < 0 ? node : -1;
        }

        int parent = path.Parent is null ? Root : ReachBranch(path.Parent);
        if (parent < 0)
            return -1;
        int child = hasNamed ? Child(parent, path.Name) : -1;
        if (child < 0)
            child = AddChild(parent, path);
        return nodes[child].FirstChild < 0 ? child : -1;
    }

    private int ReachBranch(EcsPath path)
    {
        if (path.Id < known.Length && known[path.Id].Round == round)
        {
            int node = known[path.Id].Node;
            return IsBranch(node) ? node : -1;
        }

        int parent = path.Parent is null ? Root : ReachBranch(path.Parent);
        if (parent < 0)
            return -1;
        int child = hasNamed ? Child(parent, path.Name) : -1;
        if (child < 0)
            child = AddChild(parent, path);
        return IsBranch(child) ? child : -1;
    }

    private int AddChild(int parent, EcsPath path)
    {
        int start = bytes.Length;
        bytes.Write(path.Key);
        int child = AddChild(parent, start);
        if (path.Id >= known.Length)
            Array.Resize(ref known, Math.Max(path.Id + 1, known.Length * 2));
        known[path.Id] = (child, round);
        return child;
    }

    private int Reach(ReadOnlySpan<byte> path)
    {
        int lastDot = path.LastIndexOf((byte)'.');
        if (lastDot <= 0)
            return ReachFrom(Root, path);
        ReadOnlySpan<byte> parent = path[..lastDot];
        if (!parent.SequenceEqual(lastObject.AsSpan(0, lastObjectLength)))
        {
            int node = ReachBranch(parent);
            if (node < 0)
                return -1;
            if (lastDot > lastObject.Length)
                return ReachFrom(node, path[(lastDot + 1)..]);
            parent.CopyTo(lastObject);
            lastObjectLength = lastDot;
            lastObjectNode = node;
        }

        return ReachFrom(lastObjectNode, path[(lastDot + 1)..]);
    }

    private int ReachFrom(int node, ReadOnlySpan<byte> name)
    {
        int child = Child(node, name);
        if (child < 0)
            return AddChild(node, name);

        // A field cannot have both a value and fields of its own.
        return nodes[child].FirstChild < 0 ? child : -1;
    }

    private int ReachBranch(ReadOnlySpan<byte> path)
    {
        int node = Root;
        while (true)
        {
            int dot = path.IndexOf((byte)'.');
            ReadOnlySpan<byte> name = dot < 0 ? path : path[..dot];
            int child = Child(node, name);
            node = child < 0 ? AddChild(node, name) : child;
            if (!IsBranch(node))
                return -1;
            if (dot < 0)
                return node;
            path = path[(dot + 1)..];
        }
    }

    private int AddChild(int parent, ReadOnlySpan<byte> name)
    {
        hasNamed = true;
        int start = bytes.Length;
        bytes.Write(",\""u8);
        bytes.Write(name);
        bytes.Write("\":"u8);
        return AddChild(parent, start);
    }

    private int AddChild(int parent, int keyStart)
    {
        if (count == nodes.Length)
            Array.Resize(ref nodes, nodes.Length * 2);
        int child = count++;
        nodes[child] = Node.Branch(keyStart, bytes.Length - keyStart);
        if (nodes[parent].FirstChild < 0)
        {
            nodes[parent].FirstChild = child;
        }
        else
        {
            nodes[nodes[parent].LastChild].NextSibling = child;
        }

        nodes[parent].LastChild = child;
        return child;
    }

    [StructLayout(LayoutKind.Auto)]
    private struct Node
    {
        public int KeyStart;
        public int KeyLength;
        public int FirstChild;
        public int LastChild;
        public int NextSibling;
        public int ValueStart;
        public int ValueLength;
        public bool Written;

        public static Node Branch(int keyStart, int keyLength) => new()
        {
            KeyStart = keyStart, KeyLength = keyLength, FirstChild = -1, NextSibling = -1, ValueStart = -1,
        };
    }
}
