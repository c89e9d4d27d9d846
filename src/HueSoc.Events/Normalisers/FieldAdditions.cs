using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using HueSoc.Events.Normalisers.Ecs;
using HueSoc.Events.Readers;

namespace HueSoc.Events.Normalisers;

/// <summary>Fields that a document is to get: a small tree of names, used again and again.</summary>
internal sealed class FieldAdditions
{
    /// <summary>The root's number.</summary>
    public const int Root = 0;

    private readonly JsonTape tape;
    private readonly ByteSink bytes = new();

    // The root; one for each numbered path, which keeps its place from event to event; those of other names.
    private Node[] nodes = [];
    private int numbered;
    private int count;

    // Which event it is: a numbered node that was not reached in it is not there.
    private long round;
    private bool hasNamed;

    // Those of the event, whose nodes have their number in the place of a key.
    private readonly List<FixedFields> fixedFields = [];

    // Fields of one object are mostly added one after the other, so the last object is remembered.
    private readonly byte[] lastObject = new byte[64];
    private int lastObjectLength;
    private int lastObjectNode;

    /// <param name="tape">The document, for values that stand in it.</param>
    public FieldAdditions(JsonTape tape)
    {
        this.tape = tape;
        Clear();
    }

    /// <summary>Whether there is nothing to add.</summary>
    public bool IsEmpty => nodes[Root].FirstChild < 0;

    /// <summary>Whether all of them are numbered paths, which are only added where the document has nothing of that name.</summary>
    public bool AreNumbered => !hasNamed;

    /// <summary>How many bytes all of them take at most.</summary>
    public int Size { get; private set; }

    /// <summary>Begins again.</summary>
    public void Clear()
    {
        Size = 0;
        bytes.Clear();
        lastObjectLength = 0;
        hasNamed = false;
        fixedFields.Clear();
        round++;
        if (numbered <= EcsPath.Numbered.Length)
            AddNumbered();
        count = numbered;
        nodes[Root].Begin(round);
    }

    /// <summary>Adds a field; a value that it was given before is replaced.</summary>
    public void Add(ReadOnlySpan<byte> path, ReadOnlySpan<byte> json)
    {
        int node = Reach(path);
        if (node < 0)
            return;
        WriteJson(node, json);
    }

    /// <summary>Adds a field, unless it has been added before.</summary>
    /// <returns>Whether it was added.</returns>
    public bool TryAdd(EcsPath path, ReadOnlySpan<byte> json)
    {
        int node = Reach(path);
        if (node < 0 || nodes[node].ValueStart >= 0)
            return false;
        WriteJson(node, json);
        return true;
    }

    /// <summary>Adds a field whose value stands in the document, unless it has been added before.</summary>
    /// <returns>Whether it was added.</returns>
    public bool TryAdd(EcsPath path, int start, int length)
    {
        int node = Reach(path);
        if (node < 0 || nodes[node].ValueStart >= 0)
            return false;
        SetValue(node, start, length, isInDocument: true);
        return true;
    }

    /// <summary>Adds several fields at once, unless one of them has been added before, or any field by its name.</summary>
    /// <returns>Whether they were added.</returns>
    public bool TryAdd(FixedFields fields)
    {
        if (hasNamed || fields.Fields.Length == 0)
            return false;
        foreach ((EcsField field, _) in fields.Fields)
        {
            int node = 1 + field.Place.Id;
            if (node >= numbered || nodes[node].Round == round)
                return false;
        }

        int parent = fields.Fields[0].Field.Place.Parent is { } path ? ReachBranch(path) : Root;
        if (parent < 0)
            return false;

        // One node writes them all. They have nodes of their own to be found by.
        int all = AddNode(new Node { Key = fields.Json, KeyStart = fixedFields.Count, KeyLength = fields.Length });
        Link(parent, all);
        nodes[all].ValueStart = 0;
        fixedFields.Add(fields);
        int start = bytes.Length;
        bytes.Write(fields.Json.AsSpan(0, fields.Length));
        foreach ((EcsField field, byte[] json) in fields.Fields)
        {
            int node = 1 + field.Place.Id;
            Link(parent, node);
            nodes[node].Written = true;
            nodes[node].ValueStart = start + field.Place.KeyLength;
            nodes[node].ValueLength = json.Length;
            start += field.Place.KeyLength + json.Length;
        }

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

    /// <summary>Adds a field with a text as it stands between quotes, unless it has been added before.</summary>
    /// <returns>Whether it was added.</returns>
    public bool TryAddInner(EcsPath path, ReadOnlySpan<byte> inner)
    {
        int node = Reach(path);
        if (node < 0 || nodes[node].ValueStart >= 0)
            return false;
        WriteInner(node, inner);
        return true;
    }

    /// <summary>Adds a field with a text as it stands between quotes.</summary>
    public void AddInner(ReadOnlySpan<byte> path, ReadOnlySpan<byte> inner)
    {
        int node = Reach(path);
        if (node >= 0)
            WriteInner(node, inner);
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
        SetValue(node, start, bytes.Length - start, isInDocument: false);
    }

    /// <summary>Whether a field has been added.</summary>
    public bool Has(ReadOnlySpan<byte> path) => Find(path) >= 0;

    /// <summary>The value that was added for a field, as JSON.</summary>
    public bool TryGet(ReadOnlySpan<byte> path, out ReadOnlySpan<byte> json)
    {
        int node = Find(path);
        bool found = node >= 0 && !IsBranch(node);
        json = found ? Value(node) : default;
        return found;
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

    /// <summary>Takes the node to be written now; false when it has been taken before.</summary>
    public bool TryTake(int node)
    {
        bool before = nodes[node].Written;
        nodes[node].Written = true;
        return !before;
    }

    /// <summary>The branch in the root of a name, to be written now; -1 when there is none.</summary>
    public int TakeBranch(ReadOnlySpan<byte> name)
    {
        int child = Child(Root, name);
        return child >= 0 && IsBranch(child) && TryTake(child) ? child : -1;
    }

    /// <summary>Writes the node's children that have not been written yet.</summary>
    public void WriteRest(ByteSink sink, int node, bool first) => sink.Advance(WriteRest(sink.Reserve(Size), node, first, null, 0));

    /// <summary>The same into a place that has room for <see cref="Size"/>. What is behind what was written may be overwritten.</summary>
    /// <param name="target">The place.</param>
    /// <param name="node">The node.</param>
    /// <param name="first">Whether nothing comes before them in the object.</param>
    /// <param name="places">Notes where their values stand, if all are numbered; null when nobody asks.</param>
    /// <param name="at">Where the place begins in the document.</param>
    /// <returns>How many bytes were written.</returns>
    public int WriteRest(Span<byte> target, int node, bool first, ValuePlaces? places, int at)
    {
        int written = 0;
        for (int child = nodes[node].FirstChild; child >= 0; child = nodes[child].NextSibling)
        {
            ref Node n = ref nodes[child];
            if (n.Written)
                continue;
            int comma = first ? 1 : 0;
            first = false;
            ReadOnlySpan<byte> key = n.Key is null ? bytes.Array.AsSpan(n.KeyStart) : n.Key;
            int keyAt = at + written - comma;
            written += CopyFirst(key[comma..], n.KeyLength - comma, target[written..]);
            if (n.ValueLength == 0 && n.ValueStart >= 0)
            {
                places?.Add(fixedFields[n.KeyStart], keyAt);
            }
            else if (n.ValueStart < 0)
            {
                places?.AddObject(child - 1, at + written);
                target[written++] = (byte)'{';
                written += WriteRest(target[written..], child, first: true, places, at + written);
                target[written++] = (byte)'}';
            }
            else
            {
                int length = CopyFirst(n.IsInDocument ? tape.From(n.ValueStart) : bytes.Array.AsSpan(n.ValueStart), n.ValueLength, target[written..]);
                places?.AddValue(child - 1, at + written, target.Slice(written, length));
                written += length;
            }
        }

        return written;
    }

    // A copy of always the same length costs less. What is copied too much is overwritten by what comes next.
    private static int CopyFirst(ReadOnlySpan<byte> readable, int length, Span<byte> target)
    {
        if (length <= Vector256<byte>.Count && readable.Length >= Vector256<byte>.Count && target.Length >= Vector256<byte>.Count)
            Vector256.Create(readable).CopyTo(target);
        else
            readable[..length].CopyTo(target);
        return length;
    }

    private void WriteJson(int node, ReadOnlySpan<byte> json)
    {
        SetValue(node, bytes.Length, json.Length, isInDocument: false);
        bytes.Write(json);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void SetValue(int node, int start, int length, bool isInDocument)
    {
        ref Node n = ref nodes[node];
        n.IsInDocument = isInDocument;
        n.ValueStart = start;
        n.ValueLength = length;
        Size += length;
    }

    private void WriteText(int node, ReadOnlySpan<byte> text)
    {
        int start = bytes.Length;
        bytes.Write((byte)'"');
        JsonStrings.Escape(bytes, text);
        bytes.Write((byte)'"');
        SetValue(node, start, bytes.Length - start, isInDocument: false);
    }

    private void WriteInner(int node, ReadOnlySpan<byte> inner)
    {
        int start = bytes.Length;
        Span<byte> target = bytes.Reserve(inner.Length + 2);
        target[0] = (byte)'"';
        inner.CopyTo(target[1..]);
        target[^1] = (byte)'"';
        bytes.Advance(target.Length);
        SetValue(node, start, target.Length, isInDocument: false);
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

    // Most names are told apart by their length and both ends, without looking at them.
    private static int Tag(ReadOnlySpan<byte> name) => name.IsEmpty ? 0 : (name.Length << 16) | (name[0] << 8) | name[^1];

    private ReadOnlySpan<byte> Name(int node) => Key(node)[2..^2];

    private ReadOnlySpan<byte> Key(int node) =>
        nodes[node].Key is { } key ? key.AsSpan(0, nodes[node].KeyLength) : bytes.Slice(nodes[node].KeyStart, nodes[node].KeyLength);

    private ReadOnlySpan<byte> Value(int node)
    {
        ref Node n = ref nodes[node];
        return n.IsInDocument ? tape.Slice(n.ValueStart, n.ValueLength) : bytes.Slice(n.ValueStart, n.ValueLength);
    }

    // Paths are numbered when the table that names them is first used, so there may be more than at the last event.
    private void AddNumbered()
    {
        ReadOnlySpan<EcsPath> paths = EcsPath.Numbered;
        numbered = 1 + paths.Length;
        Array.Resize(ref nodes, numbered + 64);
        foreach (EcsPath path in paths)
            nodes[1 + path.Id] = new Node { Key = path.Key, KeyLength = path.KeyLength, Tag = Tag(path.Name) };
    }

    private int Reach(EcsPath path)
    {
        int node = ReachAny(path);
        return node >= 0 && nodes[node].FirstChild < 0 ? node : -1;
    }

    private int ReachBranch(EcsPath path)
    {
        int node = ReachAny(path);
        return node >= 0 && IsBranch(node) ? node : -1;
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
        int child = hasNamed ? Child(parent, path.Name) : -1;
        if (child >= 0)
            return child;
        return node < numbered ? Link(parent, node) : AddChild(parent, path.Name);
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
        int child = AddNode(new Node { KeyStart = bytes.Length, KeyLength = name.Length + 4, Tag = Tag(name) });
        bytes.Write(",\""u8);
        bytes.Write(name);
        bytes.Write("\":"u8);
        return Link(parent, child);
    }

    private int AddNode(in Node node)
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

    [StructLayout(LayoutKind.Auto)]
    private struct Node
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
            ValueLength = 0;
            IsInDocument = false;
            Written = false;
        }
    }
}
