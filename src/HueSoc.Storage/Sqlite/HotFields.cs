using System.Collections.Immutable;

namespace HueSoc.Storage.Sqlite;

#pragma warning disable MA0048 // The list and its rows are one thing.
/// <summary>A field that has a column of its own in a day's file.</summary>
/// <param name="Number">Its number in the file. Numbers are never used again for another field.</param>
/// <param name="Field">Its ECS name.</param>
/// <param name="Column">Its column.</param>
/// <param name="Rank">How few events share a value, as a rule: the lower, the better its index narrows a search; null when the column has none.</param>
internal sealed record HotField(int Number, string Field, string Column, int? Rank)
{
    /// <summary>Its index; null when it has none.</summary>
    public string? Index => Rank is null ? null : $"events_{Column}";
}

/// <summary>The fields that have a column of their own: what analysts filter by most.</summary>
internal static class HotFields
{
    /// <summary>All of them, by number from 0.</summary>
    public static ImmutableArray<HotField> All { get; } =
    [
        new(0, "event.dataset", "dataset", Rank: 7),
        new(1, "host.name", "host", Rank: 4),
        new(2, "event.code", "code", Rank: 6),
        new(3, "event.action", "action", Rank: null),
        new(4, "user.name", "user", Rank: 1),
        new(5, "process.name", "process", Rank: 5),
        new(6, "source.ip", "source_ip", Rank: 2),
        new(7, "destination.ip", "destination_ip", Rank: 3),
        new(8, "event.provider", "provider", Rank: null),
        new(9, "agent.id", "agent", Rank: null),
    ];

    /// <summary>The hot field of a name; null when the field has no column.</summary>
    public static HotField? Find(string field)
    {
        foreach (HotField hot in All)
        {
            if (string.Equals(hot.Field, field, StringComparison.Ordinal))
                return hot;
        }

        return null;
    }
}
