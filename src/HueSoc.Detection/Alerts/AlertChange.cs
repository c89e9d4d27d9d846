using System.Collections.Immutable;

namespace HueSoc.Detection.Alerts;

/// <summary>What is to be changed of an alert. What is null stays.</summary>
#pragma warning disable MA0048 // The change and its answers are one thing.
public sealed record AlertChange
{
    /// <summary>The state to move to.</summary>
    public AlertState? State { get; init; }

    /// <summary>What it turned out to be: required to close, and only then.</summary>
    public AlertResolution? Resolution { get; init; }

    /// <summary>Why: required to close and to open again. At most 4,000 characters.</summary>
    public string? Reason { get; init; }

    /// <summary>Who is to work on it; empty text for nobody. At most 128 characters.</summary>
    public string? Assignee { get; init; }

    /// <summary>A comment to add. At most 16,000 characters.</summary>
    public string? Comment { get; init; }

    /// <summary>Tags to add. At most 64 characters each, and 50 on an alert.</summary>
    public ImmutableArray<string> AddTags { get; init; } = [];

    /// <summary>Tags to take away.</summary>
    public ImmutableArray<string> RemoveTags { get; init; } = [];

    /// <summary>When the incident was contained.</summary>
    public DateTimeOffset? Contained { get; init; }
}

/// <summary>The answer to a change of one alert.</summary>
/// <param name="Outcome">What became of it.</param>
/// <param name="Alert">The alert as it is now, unless there is none.</param>
/// <param name="Reason">Why not, if not.</param>
public sealed record AlertUpdate(AlertOutcome Outcome, Alert? Alert, string? Reason);

/// <summary>One alert of a change of many.</summary>
/// <param name="Id">The alert.</param>
/// <param name="Version">The version the caller has seen; null for whichever.</param>
public sealed record AlertReference(string Id, long? Version);

/// <summary>The answer for one alert of a change of many.</summary>
/// <param name="Id">The alert as it was asked for.</param>
/// <param name="Update">What became of it.</param>
public sealed record AlertUpdateResult(string Id, AlertUpdate Update);

/// <summary>How many alerts there are.</summary>
/// <param name="State">In this state.</param>
/// <param name="Level">Of this level.</param>
/// <param name="Count">So many.</param>
public sealed record AlertCount(AlertState State, Sigma.Rules.SigmaLevel Level, long Count);
