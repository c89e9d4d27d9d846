using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using HueSoc.Events.Normalisers.Ecs;

namespace HueSoc.Events.Normalisers;

/// <summary>The names of the fields that a document is to get, as a tree: one node for each, in the order in which they were first named. Used again and again.</summary>
internal sealed class FieldTree
{
    /// <summary>The root's number.</summary>
    public const int Root = 0;

    private readonly ByteSink names = new();

    // The root; one for each numbered path, which keeps its place from event to event; those of other names.
    private Node[] nodes = [];
    private int numbered;
    private int count;

    // Which event it is: a numbered node that was not reached in it is not there.
    private long round;

    // Fields of one object are mostly added one after the other, so the last object is remembered.
    private readonly byte[] lastObject = new byte[64];
    private int lastObjectLength;
    private int lastObjectNode;

    /// <summary>Makes an empty tree.</summary>
    public FieldTree() => Clear();

    /// <summary>Whether any field was named otherwise than by its number.</summary>
    public bool HasNamed { get; private set; }

    /// <summary>How many bytes all keys and brackets take at most.</summary>
    public int Size { get; private set; }

    /// <summary>A node.</summary>
    public ref Node this[int node] => ref nodes[node];

    /// <summary>Begins again.</summary>
    public void Clear()
    {
        Size = 0;
        names.Clear();
        lastObjectLength = 0;
        HasNamed = false;
        round++;
        if (numbered <= EcsPath.Numbered.Length)
            AddNumbered();
        count = numbered;
        nodes[Root].Begin(round);
    }

    /// <summary>The child of a name; -1 when there is none.</summary>
    public int Child(int node, ReadOnlySpan<byte> name)
    {
        int tag = Tag(name);
        int child = nodes[node].FirstChild;
        while (child >= 0 && (nodes[child].Tag != tag || !Name(child).SequenceEqual(name)))
            child = nodes[child].NextSibling;
        return child;
    }

    /// <summary>Whether the node holds others, and no value.</summary>
    public bool IsBranch(int node) => nodes[node].ValueStart < 0;

    /// <summary>The object of a name in another, to be written now; -1 when there is none, or it has been taken before.</summary>
    public int TakeBranch(int parent, ReadOnlySpan<byte> name)
    {
        int child = Child(parent, name);
        if (child < 0 || !IsBranch(child) || nodes[child].Written)
            return -1;
        nodes[child].Written = true;
        return child;
    }

    /// <summary>The node of a field; -1 when it has none.</summary>
    public int Find(ReadOnlySpan<byte> path)
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

    /// <summary>The node of a field that is to get a value; -1 when it has fields of its own, or what it would be in has a value.</summary>
    public int Reach(EcsPath path)
    {
        int node = ReachAny(path);
        return node >= 0 && nodes[node].FirstChild < 0 ? node : -1;
    }

    /// <summary>The node of an object; -1 when it, or what it would be in, has a value.</summary>
    public int ReachBranch(EcsPath path)
    {
        int node = ReachAny(path);
        return node >= 0 && IsBranch(node) ? node : -1;
    }

    /// <summary>The node of a field that is to get a value, by its name.</summary>
    public int Reach(ReadOnlySpan<byte> path)
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

    /// <summary>The key of a node as it is written, with a comma before it. What is behind it may be read.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ReadOnlySpan<byte> Key(in Node node) => node.Key is { } key ? key : names.Array.AsSpan(node.KeyStart);

    // Most names are told apart by their length and both ends, without looking at them.
    private static int Tag(ReadOnlySpan<byte> name) => name.IsEmpty ? 0 : (name.Length << 16) | (name[0] << 8) | name[^1];

    private ReadOnlySpan<byte> Name(int node) => Key(nodes[node])[2..(nodes[node].KeyLength - 2)];

    // Paths are numbered when the table that names them is first used, so there may be more than at the last event.
    private void AddNumbered()
    {
        ReadOnlySpan<EcsPath> paths = EcsPath.Numbered;
        numbered = 1 + paths.Length;
        Array.Resize(ref nodes, numbered + 64);
        foreach (EcsPath path in paths)
            nodes[1 + path.Id] = new Node { Key = path.Key, KeyLength = path.KeyLength, Tag = Tag(path.Name) };
    }

    // The same as by name, for paths that are numbered.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int ReachAny(EcsPath path)
    {
        int node = 1 + path.Id;
        return node < numbered && nodes[node].Round == round ? node : ReachNew(path, node);
    }

    private int ReachNew(EcsPath path, int node)
    {
        int parent = path.Parent is null ? Root : ReachBranch(path.Parent);
        if (parent < 0)
            return -1;
        int child = HasNamed ? Child(parent, path.Name) : -1;
        if (child >= 0)
            return child;
        return node < numbered ? Link(parent, node) : AddChild(parent, path.Name);
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
        HasNamed = true;
        int child = Add(new Node { KeyStart = names.Length, KeyLength = name.Length + 4, Tag = Tag(name) });
        names.Write(",\""u8);
        names.Write(name);
        names.Write("\":"u8);
        return Link(parent, child);
    }

    private int Add(in Node node)
    {
        if (count == nodes.Length)
            Array.Resize(ref nodes, nodes.Length * 2);
        nodes[count] = node;
        return count++;
    }

    private int Link(int parent, int child)
    {
        nodes[child].Begin(round);
        Size += nodes[child].KeyLength + 2;
        if (nodes[parent].FirstChild < 0)
            nodes[parent].FirstChild = child;
        else
            nodes[nodes[parent].LastChild].NextSibling = child;
        nodes[parent].LastChild = child;
        return child;
    }

    /// <summary>A field, or an object of fields.</summary>
    [StructLayout(LayoutKind.Auto)]
    internal struct Node
    {
        public byte[]? Key;
        public long Round;
        public int KeyStart;
        public int KeyLength;
        public int Tag;
        public int FirstChild;
        public int LastChild;
        public int NextSibling;
        public int ValueStart;
        public int ValueLength;
        public bool IsInDocument;
        public bool Written;

        public void Begin(long round)
        {
            Round = round;
            FirstChild = -1;
            NextSibling = -1;
            ValueStart = -1;
            IsInDocument = false;
            Written = false;
        }
    }
}
