using System.Collections.Immutable;
using HueSoc.Detection.Alerts;

namespace HueSoc.Server.Alerts;

/// <summary>What is to be changed of an alert. What is not given stays.</summary>
#pragma warning disable MA0048 // The requests of one resource.
internal sealed record AlertChangeRequest
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
    public ImmutableArray<string>? AddTags { get; init; }

    /// <summary>Tags to take away.</summary>
    public ImmutableArray<string>? RemoveTags { get; init; }

    /// <summary>When the incident was contained.</summary>
    public DateTimeOffset? Contained { get; init; }

    /// <summary>The change.</summary>
    public AlertChange ToChange() => new()
    {
        State = State,
        Resolution = Resolution,
        Reason = Reason,
        Assignee = Assignee,
        Comment = Comment,
        AddTags = AddTags ?? [],
        RemoveTags = RemoveTags ?? [],
        Contained = Contained?.ToUniversalTime(),
    };
}

/// <summary>One change of many alerts.</summary>
internal sealed record AlertBulkRequest
{
    /// <summary>The alerts, 1 to 500, each with the version the caller has seen, or null to change whichever there is.</summary>
    public required ImmutableArray<AlertReference> Alerts { get; init; }

    /// <summary>What is to be changed of each.</summary>
    public required AlertChangeRequest Change { get; init; }
}

/// <summary>The answer to a change of many alerts.</summary>
/// <param name="Items">One answer for each, in the order they were asked for.</param>
internal sealed record AlertBulkResponse(ImmutableArray<AlertBulkItem> Items);

/// <summary>What became of one alert of many.</summary>
/// <param name="Id">The alert.</param>
/// <param name="Outcome">What became of it; not_found also for an alert the caller may not see.</param>
/// <param name="Version">Its version now; null when there is none.</param>
/// <param name="Reason">Why not, if not.</param>
internal sealed record AlertBulkItem(string Id, AlertOutcome Outcome, long? Version, string? Reason);

/// <summary>A comment.</summary>
internal sealed record AlertCommentRequest
{
    /// <summary>What it says, 1 to 16,000 characters.</summary>
    public required string Text { get; init; }
}
