using System.Collections.Immutable;
using HueSoc.Detection.Coverage;
using HueSoc.Server.Schedules;
using HueSoc.Storage.Control.DeadLetters;

namespace HueSoc.Server.SystemState;

/// <summary>How the server is.</summary>
#pragma warning disable MA0048 // The views of one resource.
internal sealed record SystemView
{
    /// <summary>The program's version.</summary>
    public required string Version { get; init; }

    /// <summary>When it was started.</summary>
    public required DateTimeOffset Started { get; init; }

    /// <summary>Whether everything works that should.</summary>
    public required bool Ready { get; init; }

    /// <summary>What does not work, if anything.</summary>
    public required ImmutableArray<string> Problems { get; init; }

    /// <summary>How far the evaluator is.</summary>
    public required EvaluatorView Evaluator { get; init; }

    /// <summary>How many rules there are, by standing.</summary>
    public required RuleCountView Rules { get; init; }

    /// <summary>What was refused for good.</summary>
    public required DeadLetterCount DeadLetters { get; init; }

    /// <summary>What reading the event store through has found.</summary>
    public required StoreCheckView StoreChecks { get; init; }

    /// <summary>How many clients follow the stream.</summary>
    public required int StreamClients { get; init; }

    /// <summary>How many entries of the server's own log did not reach the event store.</summary>
    public required long LogEntriesDropped { get; init; }
}

/// <summary>How far the evaluator is.</summary>
/// <param name="LastSequence">The number of the last event whose signals are on disk.</param>
/// <param name="BehindAtStart">How many events were stored and not evaluated when the server started.</param>
/// <param name="LagEvents">How many events wait.</param>
/// <param name="LagSeconds">How long the oldest of them has waited, in seconds.</param>
/// <param name="Events">How many events were evaluated since the start.</param>
/// <param name="Signals">How many signals were written since the start.</param>
/// <param name="Alerts">How many alerts were raised since the start.</param>
/// <param name="Unreadable">How many events could not be read since the start.</param>
/// <param name="Revision">The rules in use.</param>
/// <param name="Problem">Why it is not going on; null when it is.</param>
internal sealed record EvaluatorView(
    long LastSequence, long BehindAtStart, long LagEvents, double LagSeconds, long Events, long Signals, long Alerts, long Unreadable, string Revision, string? Problem);

/// <summary>How many rules there are.</summary>
/// <param name="Active">Evaluated.</param>
/// <param name="NotApplicable">Valid, but about nothing we have events of.</param>
/// <param name="Failed">Refused.</param>
internal sealed record RuleCountView(int Active, int NotApplicable, int Failed);

/// <summary>What reading the event store through has found since the start; the last run is among the schedules.</summary>
/// <param name="Days">How many days were read; a day counts each time.</param>
/// <param name="Damaged">How many of them were damaged.</param>
internal sealed record StoreCheckView(long Days, long Damaged);

/// <summary>What was evaluated, and what was not.</summary>
/// <param name="Ranges">What is known of which events.</param>
/// <param name="Gaps">What was not evaluated, and not run again since.</param>
internal sealed record CoverageView(ImmutableArray<CoverageRow> Ranges, ImmutableArray<CoverageRow> Gaps);

/// <summary>The schedules' last runs.</summary>
/// <param name="Items">One for each schedule that ever ran, by name.</param>
internal sealed record ScheduleListView(ImmutableArray<ScheduleRun> Items);
