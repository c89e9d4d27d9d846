using System.Collections.Immutable;
using HueSoc.Sigma.Matching;
using HueSoc.Storage.EventStore;

namespace HueSoc.Detection.Alerts;

/// <summary>An alert with everything that belongs to it.</summary>
/// <param name="Alert">The alert.</param>
/// <param name="Evidence">The events it rests on, by when they happened; the first thousand.</param>
/// <param name="Comments">What people wrote, the oldest first.</param>
/// <param name="History">What was done with it, the oldest first.</param>
#pragma warning disable MA0048 // The alert's parts.
public sealed record AlertDetails(
    Alert Alert, ImmutableArray<AlertEvidence> Evidence, ImmutableArray<AlertComment> Comments, ImmutableArray<AlertHistoryEntry> History);

/// <summary>An event that an alert rests on, kept with the alert.</summary>
public sealed record AlertEvidence
{
    /// <summary>The rules that matched the event.</summary>
    public required ImmutableArray<string> RuleIds { get; init; }

    /// <summary>The event.</summary>
    public required EventKey EventKey { get; init; }

    /// <summary>The event's number in the store.</summary>
    public required long Sequence { get; init; }

    /// <summary>The agency the event belongs to.</summary>
    public required string Agency { get; init; }

    /// <summary>When the event happened.</summary>
    public required DateTimeOffset Timestamp { get; init; }

    /// <summary>The machine the event is about.</summary>
    public required string Host { get; init; }

    /// <summary>The fields that made the rules match.</summary>
    public required ImmutableArray<MatchedField> Matched { get; init; }

    /// <summary>The event, one JSON object in UTF-8; null when it was not at hand any more.</summary>
    public required ReadOnlyMemory<byte>? Document { get; init; }

    /// <summary>When it became evidence.</summary>
    public required DateTimeOffset Added { get; init; }
}

/// <summary>What somebody wrote.</summary>
/// <param name="At">When.</param>
/// <param name="Actor">Who.</param>
/// <param name="Text">What.</param>
public sealed record AlertComment(DateTimeOffset At, string Actor, string Text);

/// <summary>What was done with an alert.</summary>
/// <param name="At">When.</param>
/// <param name="Actor">Who.</param>
/// <param name="Action">What, such as <c>alert.closed</c>.</param>
/// <param name="Details">More of it, one JSON object.</param>
public sealed record AlertHistoryEntry(DateTimeOffset At, string Actor, string Action, string Details);
