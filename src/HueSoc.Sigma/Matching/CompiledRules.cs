using System.Collections.Concurrent;
using System.Collections.Immutable;
using HueSoc.Sigma.Compilation;

namespace HueSoc.Sigma.Matching;

/// <summary>
/// Everything the matchers of one engine share. Immutable but for the partitions, which are made when the first event of
/// their kind comes.
/// </summary>
internal sealed class CompiledRules
{
    /// <summary>
    /// The most partitions: events that name ever new combinations of known values must not fill the memory. Beyond it
    /// events are matched without gates, slower and no less correctly.
    /// </summary>
    private const int MaxPartitions = 2048;

    private const long UngatedBit = 1L << 62;

    private readonly ConcurrentDictionary<long, Partition> partitions = new();
    private readonly Lock making = new();
    private readonly Expression[] conditions;
    private readonly Predicate[][][] ways;
    private readonly int[][][] markers;

    public CompiledRules(
        ImmutableArray<EventLayout> layouts,
        FieldCatalog fields,
        PathTree.Builder paths,
        IReadOnlyList<Predicate> predicates,
        ImmutableArray<CompiledVariant>[] variants)
    {
        Layouts = layouts;
        Fields = fields;
        Variants = variants;
        conditions = [.. variants.Select(v => Expression.Or(v.Select(x => x.Condition)))];
        ways = [.. conditions.Select(c => GateIndex.Alternatives(c).ToArray())];
        Gates = new(conditions, predicates);
        for (int r = 0; r < ways.Length; r++)
            ways[r] = [.. ways[r].Select(w => w.Where(Gates.Decides).ToArray())];
        GateSlots = [.. layouts.Select((_, l) => Gates.Fields.Select(f => fields.Slots(l, f)).ToArray())];
        markers = [.. layouts.Select(l => l.Markers.Select(m => m.Select(paths.Slot).ToArray()).ToArray())];
        TimestampSlots = [.. layouts.Select(l => l.TimestampPaths.Select(paths.Slot).ToArray())];
        HostSlots = [.. layouts.Select(l => l.HostPaths.Select(paths.Slot).ToArray())];
        RecordSlots = [.. layouts.Select(l => l.RecordPaths.Select(paths.Slot).ToArray())];
        DropsSpacesInKeys = layouts.Any(l => l.DropsSpacesInKeys);
        Paths = paths.Build(DropsSpacesInKeys);
    }

    public ImmutableArray<EventLayout> Layouts { get; }

    public FieldCatalog Fields { get; }

    public PathTree Paths { get; }

    public bool HasKeywords => Fields.HasKeywords;

    public bool DropsSpacesInKeys { get; }

    public GateIndex Gates { get; }

    /// <summary>Layout → gate → slots.</summary>
    public int[][][] GateSlots { get; }

    public int[][] TimestampSlots { get; }

    public int[][] HostSlots { get; }

    public int[][] RecordSlots { get; }

    /// <summary>The variants of each rule.</summary>
    public ImmutableArray<CompiledVariant>[] Variants { get; }

    /// <summary>The key of the partition without gates.</summary>
    public static long Ungated(int layout) => UngatedBit | (uint)layout;

    /// <summary>The layout of an event.</summary>
    /// <param name="heads">The first value of each slot, or -1.</param>
    public int LayoutOf(int[] heads)
    {
        for (int l = 0; l < markers.Length; l++)
        {
            if (markers[l].Length == 0)
                return l;
            foreach (int[] all in markers[l])
            {
                bool present = true;
                foreach (int slot in all)
                    present &= heads[slot] >= 0;
                if (present)
                    return l;
            }
        }

        return markers.Length - 1;
    }

    /// <summary>The partition of a layout and the classes of its gate values.</summary>
    /// <param name="key">The layout and the classes, 16 bits each, or <see cref="Ungated"/>.</param>
    /// <param name="layout">The layout.</param>
    public Partition Partition(long key, int layout)
    {
        if (partitions.TryGetValue(key, out Partition? partition))
            return partition;
        lock (making)
        {
            if (partitions.TryGetValue(key, out partition))
                return partition;
            if ((key & UngatedBit) == 0 && partitions.Count >= MaxPartitions)
                return Partition(Ungated(layout), layout);
            partition = Make(key, layout);
            partitions[key] = partition;
            return partition;
        }
    }

    private Partition Make(long key, int layout)
    {
        bool gated = (key & UngatedBit) == 0;
        HashSet<int> holds = [];
        if (gated)
        {
            int gates = Gates.Fields.Length;
            for (int g = 0; g < gates; g++)
            {
                int kind = (int)(key >> (16 * (gates - 1 - g))) & 0xFFFF;
                foreach (int predicate in Gates.True(g, kind))
                    holds.Add(predicate);
            }
        }

        List<int> rules = [];
        List<Expression> left = [];
        for (int r = 0; r < conditions.Length; r++)
        {
            if (gated && !CanMatch(ways[r], holds))
                continue;
            Expression condition = conditions[r].Given(leaf => leaf switch
            {
                ProductLeaf product => product.Product == Layouts[layout].Product,
                Leaf { Predicate: var p } when gated && Gates.Decides(p) => holds.Contains(p.Id),
                _ => null,
            });
            if (ReferenceEquals(condition, Expression.False))
                continue;
            rules.Add(r);
            left.Add(condition);
        }

        return new(layout, [.. rules], [.. left], Fields);
    }

    private static bool CanMatch(Predicate[][] ways, HashSet<int> holds)
    {
        foreach (Predicate[] needs in ways)
        {
            bool possible = true;
            foreach (Predicate predicate in needs)
                possible &= holds.Contains(predicate.Id);
            if (possible)
                return true;
        }

        return false;
    }
}
