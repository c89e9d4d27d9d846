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

    // So that what is short may be copied with what is behind it.
    private const int Spare = 32;

    // Several times as many as all that a machine logs has; of about 2 KB each, those of events with many fields.
    private const int MostLayouts = 1 << 12;

    private readonly FieldTree tree = new();
    private readonly ByteSink bytes = new();
    private readonly AdditionOrder none = new();
    private int layouts;
    private int values;

    // While only their order is kept, and not the tree: the values in that order.
    private AdditionOrder? order;
    private (int Start, int Length, bool IsInDocument)[] inOrder = new (int, int, bool)[64];

    // The node, or the place in the order, that gets a value now.
    private int taken;

    /// <summary>Whether there is nothing to add.</summary>
    public bool IsEmpty => order is null ? tree[Root].FirstChild < 0 : order.Length == 0;

    /// <summary>Whether all of them are numbered paths, which are only added where the document has nothing of that name.</summary>
    public bool AreNumbered => order is not null || !tree.HasNamed;

    /// <summary>Their order, while nothing else is kept.</summary>
    public AdditionOrder? Order => order;

    /// <summary>Whether so many orders or layouts are known that no more are kept.</summary>
    public bool IsFull => none.IsFull || layouts == MostLayouts;

    /// <summary>How many bytes all of them take at most, if there is no <see cref="Order"/>.</summary>
    public int Size => tree.Size + values;

    /// <summary>Begins again.</summary>
    /// <param name="inOrder">Whether only the order is kept, as long as fields are named by their numbered paths and not looked for.</param>
    public void Clear(bool inOrder = false)
    {
        values = 0;
        bytes.Clear();
        order = inOrder ? none : null;
        if (!inOrder)
            tree.Clear();
    }

    /// <summary>Makes the tree, if only the order is kept.</summary>
    public void LeaveOrder()
    {
        if (order is null)
            return;
        EcsPath[] fields = order.Fields();
        order = null;
        tree.Clear();
        for (int i = 0; i < fields.Length; i++)
        {
            ref FieldTree.Node node = ref tree[tree.Reach(fields[i])];
            (node.ValueStart, node.ValueLength, node.IsInDocument) = inOrder[i];
        }
    }

    /// <summary>Adds a field; a value that it was given before is replaced.</summary>
    public void Add(ReadOnlySpan<byte> path, ReadOnlySpan<byte> json)
    {
        if (TryTake(path))
            WriteJson(json);
    }

    /// <summary>Adds a field, unless it has been added before.</summary>
    /// <returns>Whether it was added.</returns>
    public bool TryAdd(EcsPath path, ReadOnlySpan<byte> json)
    {
        if (!TryTake(path))
            return false;
        WriteJson(json);
        return true;
    }

    /// <summary>Adds a field whose value stands in the document, unless it has been added before.</summary>
    /// <returns>Whether it was added.</returns>
    public bool TryAdd(EcsPath path, int start, int length)
    {
        if (!TryTake(path))
            return false;
        SetValue(start, length, isInDocument: true);
        return true;
    }

    /// <summary>Adds a field with a text, unless it has been added before.</summary>
    /// <returns>Whether it was added.</returns>
    public bool TryAddText(EcsPath path, ReadOnlySpan<byte> text)
    {
        if (!TryTake(path))
            return false;
        WriteText(text);
        return true;
    }

    /// <summary>Adds a field with a text as it stands between quotes, unless it has been added before.</summary>
    /// <returns>Whether it was added.</returns>
    public bool TryAddInner(EcsPath path, ReadOnlySpan<byte> inner)
    {
        if (!TryTake(path))
            return false;
        WriteInner(inner);
        return true;
    }

    /// <summary>Adds a field with a text as it stands between quotes.</summary>
    public void AddInner(ReadOnlySpan<byte> path, ReadOnlySpan<byte> inner)
    {
        if (TryTake(path))
            WriteInner(inner);
    }

    /// <summary>Adds a field with a text.</summary>
    public void AddText(ReadOnlySpan<byte> path, ReadOnlySpan<byte> text)
    {
        if (TryTake(path))
            WriteText(text);
    }

    /// <summary>Adds a field with a list of those of two texts that are not empty.</summary>
    public void AddTexts(ReadOnlySpan<byte> path, ReadOnlySpan<byte> first, ReadOnlySpan<byte> second)
    {
        if (!TryTake(path))
            return;
        int start = bytes.Length;
        bytes.Write((byte)'[');
        WriteElement(first);
        if (!first.IsEmpty && !second.IsEmpty)
            bytes.Write((byte)',');
        WriteElement(second);
        bytes.Write((byte)']');
        SetValue(start, bytes.Length - start, isInDocument: false);
    }

    /// <summary>Whether a field has been added.</summary>
    public bool Has(ReadOnlySpan<byte> path)
    {
        LeaveOrder();
        return tree.Find(path) >= 0;
    }

    /// <summary>The value that was added for a field, as JSON.</summary>
    public bool TryGet(ReadOnlySpan<byte> path, out ReadOnlySpan<byte> json)
    {
        LeaveOrder();
        int node = tree.Find(path);
        bool found = node >= 0 && !tree.IsBranch(node);
        json = found ? Value(node) : default;
        return found;
    }

    /// <summary>The object of a name in another, to be written now; -1 when there is none, or it has been written before.</summary>
    public int TakeBranch(int parent, ReadOnlySpan<byte> name) => tree.TakeBranch(parent, name);

    /// <summary>Writes the node's children that have not been written yet; there is no <see cref="Order"/>.</summary>
    public void WriteRest(ByteSink sink, int node, bool first) => sink.Advance(WriteRest(sink.Reserve(Size), node, first));

    /// <summary>The same into a place that has room for <see cref="Size"/>. What is behind what was written may be overwritten.</summary>
    /// <param name="target">The place.</param>
    /// <param name="node">The node.</param>
    /// <param name="first">Whether nothing comes before them in the object.</param>
    /// <returns>How many bytes were written.</returns>
    public int WriteRest(Span<byte> target, int node, bool first)
    {
        int written = 0;
        for (int child = tree[node].FirstChild; child >= 0; child = tree[child].NextSibling)
        {
            ref FieldTree.Node n = ref tree[child];
            if (n.Written)
                continue;
            int comma = first ? 1 : 0;
            first = false;
            written += CopyFirst(tree.Key(n)[comma..], n.KeyLength - comma, target[written..]);
            if (n.ValueStart < 0)
            {
                target[written++] = (byte)'{';
                written += WriteRest(target[written..], child, first: true);
                target[written++] = (byte)'}';
            }
            else
            {
                written += CopyFirst(n.IsInDocument ? tape.From(n.ValueStart) : bytes.Array.AsSpan(n.ValueStart), n.ValueLength, target[written..]);
            }
        }

        return written;
    }

    /// <summary>Finds out how fields are written into documents of the shape of this one.</summary>
    /// <param name="fields">The fields: the <see cref="Order"/>.</param>
    /// <param name="places">Where the forms of events come from.</param>
    /// <returns>Null when so many are known that no more are made.</returns>
    public AdditionLayout? MakeLayout(AdditionOrder fields, ValuePlaces places)
    {
        if (layouts == MostLayouts)
            return null;
        layouts++;

        // There is nothing else in it now.
        tree.Clear();
        return AdditionLayout.Make(tape, tree, fields.Fields(), places);
    }

    /// <summary>Writes the document with the fields in it.</summary>
    /// <param name="layout">The layout of their <see cref="Order"/> and the document's shape.</param>
    /// <param name="sink">Where to.</param>
    /// <param name="places">Notes where the values stand.</param>
    /// <param name="paths">The numbers of the paths of the document's values; empty when they have none: then nothing is noted.</param>
    public void Write(AdditionLayout layout, ByteSink sink, ValuePlaces places, ReadOnlySpan<int> paths)
    {
        Span<byte> target = sink.Reserve(tape[0].Length + layout.Length + values + Spare);
        bool notes = !paths.IsEmpty;
        int written = 0;
        int from = tape[0].Start;
        int placed = 1;
        foreach (ref readonly AdditionLayout.Step step in layout.Steps.AsSpan())
        {
            if (step.Document >= 0)
            {
                ref JsonEntry entry = ref tape[step.Document];
                int end = entry.Start + entry.Length - 1;
                tape.Slice(from, end - from).CopyTo(target[written..]);
                if (notes)
                    places.Add(tape, placed, paths[placed..entry.Next], written - from);
                placed = entry.Next;
                written += end - from;
                from = end;
            }

            if (notes)
            {
                foreach ((int path, int offset) in layout.Objects.AsSpan(step.FirstObject, step.ObjectCount))
                    places.AddObject(path, written + offset);
            }

            written += CopyFirst(layout.Literals.AsSpan(step.Literal), step.Length, target[written..]);
            if (step.Slot < 0)
                continue;
            (int start, int length, bool isInDocument) = inOrder[step.Slot];
            CopyFirst(isInDocument ? tape.From(start) : bytes.Array.AsSpan(start), length, target[written..]);
            if (notes)
                places.AddValue(step.Path, written, target.Slice(written, length));
            written += length;
        }

        sink.Advance(written);
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

    private bool TryTake(EcsPath path)
    {
        if (order is { } before)
        {
            AdditionOrder? after = before.With(path);
            if (ReferenceEquals(after, before))
                return false;
            if (after is not null)
            {
                taken = before.Length;
                order = after;
                return true;
            }

            LeaveOrder();
        }

        taken = tree.Reach(path);
        return taken >= 0 && tree[taken].ValueStart < 0;
    }

    private bool TryTake(ReadOnlySpan<byte> path)
    {
        LeaveOrder();
        taken = tree.Reach(path);
        return taken >= 0;
    }

    private void WriteJson(ReadOnlySpan<byte> json)
    {
        SetValue(bytes.Length, json.Length, isInDocument: false);
        bytes.Write(json);
    }

    private void SetValue(int start, int length, bool isInDocument)
    {
        values += length;
        if (order is null)
        {
            ref FieldTree.Node n = ref tree[taken];
            (n.ValueStart, n.ValueLength, n.IsInDocument) = (start, length, isInDocument);
            return;
        }

        if (taken == inOrder.Length)
            Array.Resize(ref inOrder, taken * 2);
        inOrder[taken] = (start, length, isInDocument);
    }

    private void WriteText(ReadOnlySpan<byte> text)
    {
        int start = bytes.Length;
        bytes.Write((byte)'"');
        JsonStrings.Escape(bytes, text);
        bytes.Write((byte)'"');
        SetValue(start, bytes.Length - start, isInDocument: false);
    }

    private void WriteInner(ReadOnlySpan<byte> inner)
    {
        int start = bytes.Length;
        Span<byte> target = bytes.Reserve(inner.Length + 2);
        target[0] = (byte)'"';
        inner.CopyTo(target[1..]);
        target[^1] = (byte)'"';
        bytes.Advance(target.Length);
        SetValue(start, target.Length, isInDocument: false);
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
