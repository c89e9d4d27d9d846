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

    private readonly FieldTree tree;
    private readonly ValuePlaces places;
    private readonly Dictionary<int, int> slots = [];
    private readonly List<Step> steps = [];
    private readonly List<(int Path, int Offset)> objects = [];
    private readonly List<byte> literals = [];
    private int literalStart;
    private int objectsStart;
    private int documentEnd = -1;

    /// <param name="tape">A document of the shape. Its root is an object, and it has none of the fields, nor anything in their way.</param>
    /// <param name="tree">An empty tree, to be used.</param>
    /// <param name="fields">The fields, in their order.</param>
    /// <param name="places">Where the forms of events come from.</param>
    public AdditionLayout(JsonTape tape, FieldTree tree, EcsPath[] fields, ValuePlaces places)
    {
        this.tree = tree;
        this.places = places;
        for (int slot = 0; slot < fields.Length; slot++)
        {
            int node = tree.Reach(fields[slot]);
            tree[node].ValueStart = 0;
            slots.Add(node, slot);
        }

        for (int index = 1; index < tape[0].Next; index = tape[index].Next)
        {
            ref JsonEntry entry = ref tape[index];
            int branch = entry.Kind == JsonKind.Object ? tree.TakeBranch(FieldTree.Root, tape.Key(entry)) : -1;
            if (branch < 0)
                continue;
            Copy(index);
            AddRest(branch, first: entry.Next == index + 1);
        }

        Copy(document: 0);
        AddRest(FieldTree.Root, first: tape[0].Next == 1);
        literals.Add((byte)'}');
        End(slot: -1, path: -1);
        Length = literals.Count;
        literals.AddRange(new byte[Spare]);
        Steps = [.. steps];
        Objects = [.. objects];
        Literals = [.. literals];
    }

    /// <summary>The steps, in order.</summary>
    public Step[] Steps { get; }

    /// <summary>The objects that literals open: the number of the path in the forms of events, and how far from the start of the literal.</summary>
    public (int Path, int Offset)[] Objects { get; }

    /// <summary>All literals, and room behind for a copy that is longer.</summary>
    public byte[] Literals { get; }

    /// <summary>How long all of them are together.</summary>
    public int Length { get; }

    private void Copy(int document)
    {
        if (literals.Count > literalStart)
            End(slot: -1, path: -1);
        documentEnd = document;
    }

    private void AddRest(int node, bool first)
    {
        for (int child = tree[node].FirstChild; child >= 0; child = tree[child].NextSibling)
        {
            ref FieldTree.Node added = ref tree[child];
            if (added.Written)
                continue;
            literals.AddRange(tree.Key(added)[(first ? 1 : 0)..added.KeyLength]);
            first = false;
            int path = places.PathOf(child - 1);
            if (slots.TryGetValue(child, out int slot))
            {
                End(slot, path);
                continue;
            }

            objects.Add((path, literals.Count - literalStart));
            literals.Add((byte)'{');
            AddRest(child, first: true);
            literals.Add((byte)'}');
        }
    }

    private void End(int slot, int path)
    {
        steps.Add(new(documentEnd, literalStart, literals.Count - literalStart, objectsStart, objects.Count - objectsStart, slot, path));
        literalStart = literals.Count;
        objectsStart = objects.Count;
        documentEnd = -1;
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
}
