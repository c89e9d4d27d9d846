using System.Collections.Immutable;
using HueSoc.Sigma.Rules;
using HueSoc.Storage.EventStore;

namespace HueSoc.Detection.Alerts;

/// <summary>Which alerts. What is null or empty does not narrow.</summary>
public sealed record AlertFilter
{
    /// <summary>All alerts that are not hidden.</summary>
    public static AlertFilter All { get; } = new();

    /// <summary>In one of these states.</summary>
    public ImmutableArray<AlertState> States { get; init; } = [];

    /// <summary>Of one of these levels.</summary>
    public ImmutableArray<SigmaLevel> Levels { get; init; } = [];

    /// <summary>Of one of these rules.</summary>
    public ImmutableArray<string> RuleIds { get; init; } = [];

    /// <summary>Given to this person; empty text for those given to nobody.</summary>
    public string? Assignee { get; init; }

    /// <summary>Of this agency.</summary>
    public string? Agency { get; init; }

    /// <summary>On this machine.</summary>
    public string? Host { get; init; }

    /// <summary>With this tag.</summary>
    public string? Tag { get; init; }

    /// <summary>With an event that happened in this time.</summary>
    public TimeRange? Range { get; init; }

    /// <summary>Of this drill; empty text for those outside drills.</summary>
    public string? Drill { get; init; }

    /// <summary>With this text in title, machine, rule id or what its events have in common, in any case and either way of writing diacritics.</summary>
    public string? Text { get; init; }

    /// <summary>Whether hidden ones are listed too.</summary>
    public bool WithHidden { get; init; }
}
