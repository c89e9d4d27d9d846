using HueSoc.Sigma.Compilation;

namespace HueSoc.Sigma.Matching;

/// <summary>One step of a condition: test a predicate, go on here or there.</summary>
/// <param name="Predicate">The predicate's number in the partition.</param>
/// <param name="OnTrue">The next step, <see cref="Plan.Accept"/> or <see cref="Plan.Reject"/>.</param>
/// <param name="OnFalse">The next step, <see cref="Plan.Accept"/> or <see cref="Plan.Reject"/>.</param>
#pragma warning disable MA0048 // The plan and what it is made of are one thing.
internal readonly record struct Step(int Predicate, int OnTrue, int OnFalse);

/// <summary>A field that is looked at for every event, and how.</summary>
/// <param name="Field">The field's number in the partition.</param>
/// <param name="Passes">The passes.</param>
internal readonly record struct EagerField(int Field, Passes Passes);

/// <summary>
/// How a partition's events are matched. Each rule has triggers: predicates of which at least one holds (or is worth
/// testing) whenever the rule matches. For every event only the triggers are looked for; a rule's condition is evaluated
/// when one of its triggers was found, and whatever else it needs is then looked for on demand. Plans differ in speed
/// only, never in outcome.
/// </summary>
internal sealed class Plan
{
    /// <summary>The condition holds.</summary>
    public const int Accept = -2;

    /// <summary>The condition does not hold.</summary>
    public const int Reject = -1;

    private Plan(Step[] steps, int[] entries, int[][] triggered, int[] always, EagerField[] eager, LiteralScanner?[] scanners, KeywordScreen? keywords)
    {
        Steps = steps;
        Entries = entries;
        Triggered = triggered;
        Always = always;
        Eager = eager;
        Scanners = scanners;
        Keywords = keywords;
    }

    /// <summary>The steps of all conditions.</summary>
    public Step[] Steps { get; }

    /// <summary>The first step of each rule.</summary>
    public int[] Entries { get; }

    /// <summary>The rules that each predicate triggers.</summary>
    public int[][] Triggered { get; }

    /// <summary>The rules that have no triggers and are evaluated on every event.</summary>
    public int[] Always { get; }

    /// <summary>What is looked at for every event.</summary>
    public EagerField[] Eager { get; }

    /// <summary>The scanner of each field; null where nothing is looked for inside.</summary>
    public LiteralScanner?[] Scanners { get; }

    /// <summary>Rules out most events for the keywords; null where there are none, or they cannot be screened.</summary>
    public KeywordScreen? Keywords { get; }

    /// <summary>Makes a plan.</summary>
    /// <param name="partition">The partition.</param>
    /// <param name="profile">What is known about its events.</param>
    public static Plan Create(Partition partition, Profile profile)
    {
        CostModel costs = new(partition, profile);
        int rules = partition.Rules.Length;
        IReadOnlyList<int>?[] triggers = TriggerChoice.Choose(partition, costs);
        List<int>[] triggered = new List<int>[partition.Predicates.Length];
        List<int> always = [];
        Passes[] eager = new Passes[partition.Fields.Length];
        for (int r = 0; r < rules; r++)
        {
            if (triggers[r] is not { } chosen)
            {
                always.Add(r);
                continue;
            }

            foreach (int p in chosen.Distinct())
            {
                (triggered[p] ??= []).Add(r);
                eager[partition.FieldOf[p]] |= partition.PassesOf[p];
            }
        }

        StepWriter writer = new(partition, costs);
        int[] entries = [.. partition.Conditions.Select(writer.Write)];
        return new(
            [.. writer.Steps],
            entries,
            [.. triggered.Select(t => t is null ? Array.Empty<int>() : [.. t])],
            [.. always],
            [.. eager.Select((passes, field) => new EagerField(field, passes)).Where(e => e.Passes != Passes.None)],
            [.. partition.Fields.Select((f, i) => f.Contained.Count == 0 ? null : LiteralScanner.Create(f.Contained, profile.Grams(i)))],
            Screen(partition, profile));
    }

    private static KeywordScreen? Screen(Partition partition, Profile profile)
    {
        int field = Array.FindIndex(partition.Fields, f => f.Number == FieldCatalog.Keywords);
        return field < 0 || partition.Fields[field].All != Passes.Contains
            ? null
            : KeywordScreen.Create(partition.Fields[field].Contained, profile.EventGrams());
    }
}
