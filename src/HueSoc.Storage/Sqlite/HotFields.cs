using System.Collections.Immutable;

namespace HueSoc.Storage.Sqlite;

#pragma warning disable MA0048 // The list and its rows are one thing.
/// <summary>A field that has a column of its own in a day's file.</summary>
/// <param name="Number">Its number in the file. Numbers are never used again for another field.</param>
/// <param name="Field">Its ECS name.</param>
/// <param name="Column">Its column.</param>
internal sealed record HotField(int Number, string Field, string Column);

/// <summary>The fields that have a column of their own: what analysts filter by most.</summary>
internal static class HotFields
{
    /// <summary>All of them, by number from 0.</summary>
    public static ImmutableArray<HotField> All { get; } =
    [
        new(0, "event.dataset", "dataset"),
        new(1, "host.name", "host"),
        new(2, "event.code", "code"),
        new(3, "event.action", "action"),
        new(4, "user.name", "user"),
        new(5, "process.name", "process"),
        new(6, "source.ip", "source_ip"),
        new(7, "destination.ip", "destination_ip"),
        new(8, "event.provider", "provider"),
        new(9, "agent.id", "agent"),
    ];
}
