using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using HueSoc.Events.Normalisers.Ecs;
using HueSoc.Events.Readers;

namespace HueSoc.Events.Normalisers;

/// <summary>Fields that a document is to get, and their values. Used again and again by one thread.</summary>
/// <param name="tape">The document, for values that stand in it.</param>
internal sealed class FieldAdditions(JsonTape tape)
{
    /// <summary>The root's number.</summary>
    public const int Root = FieldTree.Root;

    private readonly FieldTree tree = new();
    private readonly ByteSink bytes = new();

    // Those of the event, whose nodes have their number in the place of a key.
    private readonly List<FixedFields> fixedFields = [];
    private int values;

    /// <summary>Whether there is nothing to add.</summary>
    public bool IsEmpty => tree[Root].FirstChild < 0;

    /// <summary>Whether all of them are numbered paths, which are only added where the document has nothing of that name.</summary>
    public bool AreNumbered => !tree.HasNamed;

    /// <summary>How many bytes all of them take at most.</summary>
    public int Size => tree.Size + values;

    /// <summary>Begins again.</summary>
    public void Clear()
    {
        values = 0;
        bytes.Clear();
        fixedFields.Clear();
        tree.Clear();
    }

    /// <summary>Adds a field; a value that it was given before is replaced.</summary>
    public void Add(ReadOnlySpan<byte> path, ReadOnlySpan<byte> json)
    {
        int node = tree.Reach(path);
        if (node < 0)
            return;
        WriteJson(node, json);
    }

    /// <summary>Adds a field, unless it has been added before.</summary>
    /// <returns>Whether it was added.</returns>
    public bool TryAdd(EcsPath path, ReadOnlySpan<byte> json)
    {
        int node = tree.Reach(path);
        if (node < 0 || tree[node].ValueStart >= 0)
            return false;
        WriteJson(node, json);
        return true;
    }

    /// <summary>Adds a field whose value stands in the document, unless it has been added before.</summary>
    /// <returns>Whether it was added.</returns>
    public bool TryAdd(EcsPath path, int start, int length)
    {
        int node = tree.Reach(path);
        if (node < 0 || tree[node].ValueStart >= 0)
            return false;
        SetValue(node, start, length, isInDocument: true);
        return true;
    }

    /// <summary>Adds several fields at once, unless one of them has been added before, or any field by its name.</summary>
    /// <returns>Whether they were added.</returns>
    public bool TryAdd(FixedFields fields)
    {
        if (fields.Fields.Length == 0)
            return false;
        foreach ((EcsField field, _) in fields.Fields)
        {
            if (!tree.IsNew(field.Place))
                return false;
        }

        int parent = fields.Fields[0].Field.Place.Parent is { } path ? tree.ReachBranch(path) : Root;
        if (parent < 0)
            return false;

        // One node writes them all. They have nodes of their own to be found by.
        ref FieldTree.Node all = ref tree[tree.AddNameless(parent, fields.Json, fields.Length)];
        all.KeyStart = fixedFields.Count;
        all.ValueStart = 0;
        fixedFields.Add(fields);
        int start = bytes.Length;
        bytes.Write(fields.Json.AsSpan(0, fields.Length));
        foreach ((EcsField field, byte[] json) in fields.Fields)
        {
            ref FieldTree.Node node = ref tree[tree.AddNew(parent, field.Place)];
            node.Written = true;
            node.ValueStart = start + field.Place.KeyLength;
            node.ValueLength = json.Length;
            start += field.Place.KeyLength + json.Length;
        }

        return true;
    }

    /// <summary>Adds a field with a text, unless it has been added before.</summary>
    /// <returns>Whether it was added.</returns>
    public bool TryAddText(EcsPath path, ReadOnlySpan<byte> text)
    {
        int node = tree.Reach(path);
        if (node < 0 || tree[node].ValueStart >= 0)
            return false;
        WriteText(node, text);
        return true;
    }

    /// <summary>Adds a field with a text as it stands between quotes, unless it has been added before.</summary>
    /// <returns>Whether it was added.</returns>
    public bool TryAddInner(EcsPath path, ReadOnlySpan<byte> inner)
    {
        int node = tree.Reach(path);
        if (node < 0 || tree[node].ValueStart >= 0)
            return false;
        WriteInner(node, inner);
        return true;
    }

    /// <summary>Adds a field with a text as it stands between quotes.</summary>
    public void AddInner(ReadOnlySpan<byte> path, ReadOnlySpan<byte> inner)
    {
        int node = tree.Reach(path);
        if (node >= 0)
            WriteInner(node, inner);
    }

    /// <summary>Adds a field with a text.</summary>
    public void AddText(ReadOnlySpan<byte> path, ReadOnlySpan<byte> text)
    {
        int node = tree.Reach(path);
        if (node >= 0)
            WriteText(node, text);
    }

    /// <summary>Adds a field with a list of those of two texts that are not empty.</summary>
    public void AddTexts(ReadOnlySpan<byte> path, ReadOnlySpan<byte> first, ReadOnlySpan<byte> second)
    {
        int node = tree.Reach(path);
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
    public bool Has(ReadOnlySpan<byte> path) => tree.Find(path) >= 0;

    /// <summary>The value that was added for a field, as JSON.</summary>
    public bool TryGet(ReadOnlySpan<byte> path, out ReadOnlySpan<byte> json)
    {
        int node = tree.Find(path);
        bool found = node >= 0 && !tree.IsBranch(node);
        json = found ? Value(node) : default;
        return found;
    }

    /// <summary>The object of a name in another, to be written now; -1 when there is none, or it has been written before.</summary>
    public int TakeBranch(int parent, ReadOnlySpan<byte> name)
    {
        int child = tree.Child(parent, name);
        return child >= 0 && tree.IsBranch(child) && tree.TryTake(child) ? child : -1;
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
        for (int child = tree[node].FirstChild; child >= 0; child = tree[child].NextSibling)
        {
            ref FieldTree.Node n = ref tree[child];
            if (n.Written)
                continue;
            int comma = first ? 1 : 0;
            first = false;
            ReadOnlySpan<byte> key = tree.Key(n);
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
        ref FieldTree.Node n = ref tree[node];
        n.IsInDocument = isInDocument;
        n.ValueStart = start;
        n.ValueLength = length;
        values += length;
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

    private ReadOnlySpan<byte> Value(int node)
    {
        ref FieldTree.Node n = ref tree[node];
        return n.IsInDocument ? tape.Slice(n.ValueStart, n.ValueLength) : bytes.Slice(n.ValueStart, n.ValueLength);
    }
}
