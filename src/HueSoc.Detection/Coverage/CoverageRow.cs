using HueSoc.Storage.EventStore;

namespace HueSoc.Detection.Coverage;

/// <summary>What is known of a range of events.</summary>
#pragma warning disable MA0048 // The row and its word are one thing.
public enum CoverageKind
{
    /// <summary>Evaluated with the rules of the revision.</summary>
    Evaluated,

    /// <summary>Not in the store any more when their turn came.</summary>
    Missing,

    /// <summary>Not JSON, or nested too deep.</summary>
    Unreadable,

    /// <summary>The rule failed on them: it was refused, or a search was cut off.</summary>
    Failed,

    /// <summary>The rule was off.</summary>
    Off,

    /// <summary>The rule was run over them again.</summary>
    Rerun,
}

/// <summary>A range of events and what is known of it.</summary>
/// <param name="Revision">The rule set's revision.</param>
/// <param name="RuleId">The rule; empty for all rules of the revision.</param>
/// <param name="Agency">The agency whose events are meant; empty for all.</param>
/// <param name="Kind">What is known.</param>
/// <param name="Range">The numbers of the events. Numbers the store never gave count as evaluated.</param>
/// <param name="IsOpen">Whether it goes on with each event.</param>
/// <param name="Within">Of a re-run over a span of time: only events that happened in it were evaluated.</param>
public sealed record CoverageRow(string Revision, string RuleId, string Agency, CoverageKind Kind, SequenceRange Range, bool IsOpen, TimeRange? Within);
