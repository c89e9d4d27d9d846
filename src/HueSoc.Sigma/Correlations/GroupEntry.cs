using System.Collections.Immutable;
using System.Numerics;

namespace HueSoc.Sigma.Correlations;

/// <summary>A signal in a group, reduced to what its correlation asks for.</summary>
internal sealed class GroupEntry
{
    /// <summary>By time, then reference. Equal are only those that are the same signal.</summary>
    public static Comparer<GroupEntry> Order { get; } = Comparer<GroupEntry>.Create(Compare);

    /// <summary>When it happened, in units of 100 ns since 1970.</summary>
    public required long Time { get; init; }

    /// <summary>What leads back to the event.</summary>
    public required string Reference { get; init; }

    /// <summary>The number of its rule among the parts of the correlation.</summary>
    public required int Part { get; init; }

    /// <summary>The group of the correlation that held, where the part is one.</summary>
    public string? SourceGroup { get; init; }

    /// <summary>How that correlation came to hold here.</summary>
    public string? Origin { get; init; }

    /// <summary>The signal itself, where another correlation may ask for it.</summary>
    public CorrelationSignal? Signal { get; set; }

    /// <summary>What is counted as distinct values.</summary>
    public ImmutableArray<string> Texts { get; set; } = [];

    /// <summary>What is summed or ranked.</summary>
    public ImmutableArray<BigInteger> Numbers { get; set; } = [];

    /// <summary>Which settlement of its group brought it.</summary>
    public long Arrival { get; set; }

    /// <summary>Whether other correlations have been told that this one held here.</summary>
    public bool IsPassedOn { get; set; }

    /// <summary>The numbers among some values.</summary>
    public static ImmutableArray<BigInteger> NumbersOf(ImmutableArray<string> values)
    {
        ImmutableArray<BigInteger>.Builder numbers = ImmutableArray.CreateBuilder<BigInteger>();
        foreach (string value in values)
        {
            if (ExactNumber.TryParse(value, out BigInteger number))
                numbers.Add(number);
        }

        return numbers.ToImmutable();
    }

    private static int Compare(GroupEntry left, GroupEntry right)
    {
        int order = left.Time.CompareTo(right.Time);
        if (order == 0)
            order = string.CompareOrdinal(left.Reference, right.Reference);
        if (order == 0)
            order = left.Part.CompareTo(right.Part);
        return order == 0 ? string.CompareOrdinal(left.Origin, right.Origin) : order;
    }
}
