using System.Collections.Immutable;

namespace HueSoc.Events.Layouts;

/// <summary>
/// How a kind of event spells the fields that Sigma rules name. A path is the keys from the root, joined by dots; <c>*</c>
/// stands for any one key; a key that contains dots itself is found too; arrays on the way are entered.
/// </summary>
public sealed record Layout
{
    /// <summary>The layout's name, for messages.</summary>
    public required string Name { get; init; }

    /// <summary>The product whose events have this layout, such as <c>windows</c>; null when it can be any.</summary>
    public string? Product { get; init; }

    /// <summary>The layout is recognised when, for one of these lists, every path is present; without any it fits every event.</summary>
    public ImmutableArray<ImmutableArray<string>> Markers { get; init; } = [];

    /// <summary>The paths at which a field may be; the first present one wins. Never empty.</summary>
    public required Func<string, ImmutableArray<string>> Paths { get; init; }

    /// <summary>The paths of the time an event happened at; the first present one wins.</summary>
    public ImmutableArray<string> TimestampPaths { get; init; } = [];

    /// <summary>The paths of the name of the machine an event is about; the first present one wins.</summary>
    public ImmutableArray<string> HostPaths { get; init; } = [];

    /// <summary>The paths of the number the source itself gave the event; the first present one wins.</summary>
    public ImmutableArray<string> RecordPaths { get; init; } = [];

    /// <summary>Whether spaces in an event's keys are dropped before they are compared.</summary>
    public bool DropsSpacesInKeys { get; init; }
}
