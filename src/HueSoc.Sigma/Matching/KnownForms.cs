using System.Runtime.InteropServices;

namespace HueSoc.Sigma.Matching;

/// <summary>What the forms of one writer's events are to a matcher, found out at the first event of each.</summary>
/// <param name="tree">The paths that rules need.</param>
/// <param name="steps">How keys lead through them.</param>
/// <param name="keepAll">Whether values outside the paths are kept too, for keywords.</param>
internal sealed class KnownForms(PathTree tree, PathSteps steps, bool keepAll)
{
    private readonly List<KnownForm?> known = [];
    private readonly List<int> nodes = [];
    private IEventForms? forms;

    /// <summary>A form.</summary>
    public KnownForm Get(in EventPlaces places)
    {
        if (!ReferenceEquals(forms, places.Forms))
        {
            known.Clear();
            nodes.Clear();
            forms = places.Forms;
        }

        if (places.Form < known.Count && known[places.Form] is { } form)
            return form;
        if (places.Form >= known.Count)
            CollectionsMarshal.SetCount(known, places.Form + 1);
        return known[places.Form] = Make(forms.Paths(places.Form));
    }

    private KnownForm Make(ReadOnlySpan<int> paths)
    {
        List<KnownValue> values = [];
        int[] valueOf = new int[paths.Length];
        Dictionary<int, int> lasts = [];
        int[] heads = EventValues.MakeHeads(tree.SlotCount);
        bool hasSpaced = false;
        for (int i = 0; i < paths.Length; i++)
        {
            int node = NodeOf(paths[i]);
            bool isSpaced = node >= tree.NodeCount;
            int[] slots = node == PathTree.None ? [] : tree.SlotsOf(isSpaced ? node - tree.NodeCount : node);
            valueOf[i] = slots.Length > 0 || keepAll ? values.Count : -1;
            if (slots.Length == 0 && keepAll)
                values.Add(new(i, -1, IsSpaced: false));
            foreach (int slot in slots)
            {
                int value = values.Count;
                if (!lasts.TryGetValue(slot, out int last))
                    heads[slot] = value;
                else
                    values[last] = values[last] with { Next = value };
                lasts[slot] = value;
                values.Add(new(i, -1, isSpaced));
                hasSpaced |= isSpaced;
            }
        }

        return new([.. values], valueOf, heads, hasSpaced);
    }

    private int NodeOf(int path)
    {
        if (nodes.Count == 0)
            nodes.Add(PathTree.Root);
        while (nodes.Count <= path)
        {
            int parent = nodes[forms!.Parent(nodes.Count)];
            nodes.Add(parent == PathTree.None ? parent : Child(steps.Descent(parent), forms.Key(nodes.Count)));
        }

        return nodes[path];
    }

    private int Child(int node, ReadOnlySpan<byte> key) => key.Contains((byte)'\\') ? steps.EscapedChild(node, key) : steps.Child(node, key);
}
