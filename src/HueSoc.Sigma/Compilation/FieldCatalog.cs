using System.Collections.Immutable;
using HueSoc.Sigma.Matching;

namespace HueSoc.Sigma.Compilation;

/// <summary>Numbers the fields that rules name, and knows at which slots each layout keeps them.</summary>
internal sealed class FieldCatalog
{
    /// <summary>The number that stands for every field: keywords.</summary>
    public const int Keywords = 0;

    private readonly Dictionary<string, int> numbers = new(StringComparer.Ordinal);
    private readonly List<string> names = [string.Empty];
    private readonly List<int[]>[] slots;
    private readonly ImmutableArray<EventLayout> layouts;
    private readonly PathTree.Builder paths;

    /// <param name="layouts">The layouts.</param>
    /// <param name="paths">Receives the paths.</param>
    public FieldCatalog(ImmutableArray<EventLayout> layouts, PathTree.Builder paths)
    {
        this.layouts = layouts;
        this.paths = paths;
        slots = [.. layouts.Select(_ => new List<int[]> { Array.Empty<int>() })];
    }

    /// <summary>How many numbers are given out.</summary>
    public int Count => names.Count;

    /// <summary>Whether a rule looks for keywords.</summary>
    public bool HasKeywords { get; private set; }

    /// <summary>The number of a field, given out if need be.</summary>
    /// <param name="field">The field as rules name it; null for keywords.</param>
    public int Number(string? field)
    {
        if (field is null)
        {
            HasKeywords = true;
            return Keywords;
        }

        if (numbers.TryGetValue(field, out int number))
            return number;
        number = names.Count;
        numbers.Add(field, number);
        names.Add(field);
        for (int l = 0; l < layouts.Length; l++)
            slots[l].Add([.. layouts[l].Paths(field).Select(paths.Slot)]);
        return number;
    }

    /// <summary>The field's name.</summary>
    public string Name(int number) => names[number];

    /// <summary>The slots of a field in a layout; the first that is present wins.</summary>
    public int[] Slots(int layout, int number) => slots[layout][number];
}
