using System.Collections.Immutable;
using HueSoc.Sigma.Rules;
using HueSoc.Storage.EventStore;

namespace HueSoc.Detection.Signals;

/// <summary>Which signals. What is null or empty does not narrow.</summary>
public sealed record SignalFilter
{
    /// <summary>All signals.</summary>
    public static SignalFilter All { get; } = new();

    /// <summary>Of these rules.</summary>
    public ImmutableArray<string> RuleIds { get; init; } = [];

    /// <summary>Of this level or above.</summary>
    public SigmaLevel? MinLevel { get; init; }

    /// <summary>Of this agency.</summary>
    public string? Agency { get; init; }

    /// <summary>On this machine, as the event writes it.</summary>
    public string? Host { get; init; }

    /// <summary>On this event.</summary>
    public EventKey? Event { get; init; }

    /// <summary>Of events that happened in this time.</summary>
    public TimeRange? Range { get; init; }

    /// <summary>Of this drill; empty text for those outside drills.</summary>
    public string? Drill { get; init; }
}
