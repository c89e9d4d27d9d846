using System.Collections.Immutable;
using HueSoc.Detection.Alerts;
using HueSoc.Server.Events;
using HueSoc.Server.Json;
using HueSoc.Sigma.Matching;

namespace HueSoc.Server.Alerts;

/// <summary>An alert with everything that belongs to it.</summary>
/// <param name="Alert">The alert.</param>
/// <param name="Evidence">The events it rests on, by when they happened; the first thousand.</param>
/// <param name="Comments">What people wrote, the oldest first.</param>
/// <param name="History">What was done with it, the oldest first.</param>
#pragma warning disable MA0048 // The views of one resource.
internal sealed record AlertDetailsView(
    Alert Alert, ImmutableArray<AlertEvidenceView> Evidence, ImmutableArray<AlertComment> Comments, ImmutableArray<AlertHistoryView> History)
{
    /// <summary>The view of an alert.</summary>
    public static AlertDetailsView Of(AlertDetails details) => new(
        details.Alert,
        [.. details.Evidence.Select(AlertEvidenceView.Of)],
        details.Comments,
        [.. details.History.Select(AlertHistoryView.Of)]);
}

/// <summary>An event that an alert rests on.</summary>
internal sealed record AlertEvidenceView
{
    /// <summary>The rules that matched the event.</summary>
    public required ImmutableArray<string> RuleIds { get; init; }

    /// <summary>The event's key as one word, for its address.</summary>
    public required string EventKey { get; init; }

    /// <summary>The event's number in the store.</summary>
    public required long Sequence { get; init; }

    /// <summary>The agency the event belongs to.</summary>
    public required string Agency { get; init; }

    /// <summary>When the event happened.</summary>
    public required DateTimeOffset Timestamp { get; init; }

    /// <summary>The machine the event is about.</summary>
    public required string Host { get; init; }

    /// <summary>The fields that made the rules match, with their values.</summary>
    public required ImmutableArray<MatchedField> Matched { get; init; }

    /// <summary>The event as it was when it became evidence; null when it was not at hand any more.</summary>
    public required RawJson Document { get; init; }

    /// <summary>When it became evidence.</summary>
    public required DateTimeOffset Added { get; init; }

    /// <summary>The view of a piece of evidence.</summary>
    public static AlertEvidenceView Of(AlertEvidence evidence) => new()
    {
        RuleIds = evidence.RuleIds,
        EventKey = EventKeyText.Of(evidence.EventKey),
        Sequence = evidence.Sequence,
        Agency = evidence.Agency,
        Timestamp = evidence.Timestamp,
        Host = evidence.Host,
        Matched = evidence.Matched,
        Document = new(evidence.Document ?? default),
        Added = evidence.Added,
    };
}

/// <summary>What was done with an alert.</summary>
/// <param name="At">When.</param>
/// <param name="Actor">Who.</param>
/// <param name="Action">What, such as <c>alert.closed</c>.</param>
/// <param name="Details">More of it.</param>
internal sealed record AlertHistoryView(DateTimeOffset At, string Actor, string Action, RawJson Details)
{
    /// <summary>The view of an entry.</summary>
    public static AlertHistoryView Of(AlertHistoryEntry entry) =>
        new(entry.At, entry.Actor, entry.Action, new(System.Text.Encoding.UTF8.GetBytes(entry.Details)));
}

/// <summary>How many alerts there are.</summary>
/// <param name="Total">In all.</param>
/// <param name="Counts">By state and level; what has none is left out.</param>
internal sealed record AlertCountsView(long Total, ImmutableArray<AlertCount> Counts);
