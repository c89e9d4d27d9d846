using HueSoc.Events.Normalisers.Ecs;
using HueSoc.Events.Readers;

namespace HueSoc.Events.Normalisers;

/// <summary>
/// How fields that were added in one order are written into documents of one shape: in turn some of the document, what is the same each time (keys and
/// brackets), and a value. Made once, by adding the fields to a tree and walking that.
/// </summary>
internal sealed class AdditionLayout
{
    // So that what is short may be copied with what is behind it.
    private const int Spare = 32;

    private AdditionLayout(Builder builder)
    {
        Steps = [.. builder.Steps];
        Objects = [.. builder.Objects];
        Length = builder.Literals.Count;
        Literals = [.. builder.Literals, .. new byte[Spare]];
    }

    /// <summary>The steps, in order.</summary>
    public Step[] Steps { get; }

    /// <summary>The objects that literals open: the number of the path in the forms of events, and how far from the start of the literal.</summary>
    public (int Path, int Offset)[] Objects { get; }

    /// <summary>All literals, and room behind for a copy that is longer.</summary>
    public byte[] Literals { get; }

    /// <summary>How long all of them are together.</summary>
    public int Length { get; }

    /// <summary>Makes a layout.</summary>
    /// <param name="tape">A document of the shape. Its root is an object, and it has none of the fields, nor anything in their way.</param>
    /// <param name="tree">An empty tree, to be used.</param>
    /// <param name="fields">The fields, in their order.</param>
    /// <param name="places">Where the forms of events come from.</param>
    public static AdditionLayout Make(JsonTape tape, FieldTree tree, EcsPath[] fields, ValuePlaces places)
    {
        Builder builder = new(tree, places);
        for (int slot = 0; slot < fields.Length; slot++)
            builder.AddField(fields[slot], slot);
        for (int index = 1; index < tape[0].Next; index = tape[index].Next)
        {
            ref JsonEntry entry = ref tape[index];
            int branch = entry.Kind == JsonKind.Object ? tree.TakeBranch(FieldTree.Root, tape.Key(entry)) : -1;
            if (branch >= 0)
                builder.AddTo(index, branch, isEmpty: entry.Next == index + 1);
        }

        builder.AddTo(document: 0, FieldTree.Root, isEmpty: tape[0].Next == 1);
        builder.End();
        return new(builder);
    }

    /// <summary>A step.</summary>
    /// <param name="Document">Up to which value's last byte the document is copied first, by its place on the tape; below 0 for not.</param>
    /// <param name="Literal">Where the literal begins.</param>
    /// <param name="Length">How long it is.</param>
    /// <param name="FirstObject">The first of the objects that it opens.</param>
    /// <param name="ObjectCount">How many they are.</param>
    /// <param name="Slot">Which of the fields' values follows; below 0 for none.</param>
    /// <param name="Path">The number of its path in the forms of events.</param>
    internal readonly record struct Step(int Document, int Literal, int Length, int FirstObject, int ObjectCount, int Slot, int Path);

    private sealed class Builder(FieldTree tree, ValuePlaces places)
    {
        private readonly Dictionary<int, int> slots = [];
        private int literalStart;
        private int objectsStart;
        private int documentEnd = -1;

        public List<Step> Steps { get; } = [];

        public List<(int Path, int Offset)> Objects { get; } = [];

        public List<byte> Literals { get; } = [];

        public void AddField(EcsPath field, int slot)
        {
            int node = tree.Reach(field);
            tree[node].ValueStart = 0;
            slots.Add(node, slot);
        }

        // Copies the document up to the end of an object, and adds what is to be in it.
        public void AddTo(int document, int node, bool isEmpty)
        {
            if (Literals.Count > literalStart)
                EndStep(slot: -1, path: -1);
            documentEnd = document;
            AddRest(node, isEmpty);
        }

        public void End()
        {
            Literals.Add((byte)'}');
            EndStep(slot: -1, path: -1);
        }

        private void AddRest(int node, bool first)
        {
            for (int child = tree[node].FirstChild; child >= 0; child = tree[child].NextSibling)
            {
                ref FieldTree.Node added = ref tree[child];
                if (added.Written)
                    continue;
                Literals.AddRange(tree.Key(added)[(first ? 1 : 0)..added.KeyLength]);
                first = false;
                int path = places.PathOf(child - 1);
                if (slots.TryGetValue(child, out int slot))
                {
                    EndStep(slot, path);
                    continue;
                }

                Objects.Add((path, Literals.Count - literalStart));
                Literals.Add((byte)'{');
                AddRest(child, first: true);
                Literals.Add((byte)'}');
            }
        }

        private void EndStep(int slot, int path)
        {
            Steps.Add(new(documentEnd, literalStart, Literals.Count - literalStart, objectsStart, Objects.Count - objectsStart, slot, path));
            literalStart = Literals.Count;
            objectsStart = Objects.Count;
            documentEnd = -1;
        }
    }
}
