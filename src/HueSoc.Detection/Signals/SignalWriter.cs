using HueSoc.Detection.Alerts;
using HueSoc.Detection.Correlations;
using HueSoc.Detection.Coverage;
using HueSoc.Detection.Evaluation;
using HueSoc.Detection.Rules;
using HueSoc.Sigma.Correlations;
using HueSoc.Sigma.Rules;
using HueSoc.Storage.Control;
using Microsoft.Data.Sqlite;

namespace HueSoc.Detection.Signals;

/// <summary>What was written.</summary>
/// <param name="Signals">New signals.</param>
/// <param name="Alerts">New alerts.</param>
/// <param name="HasChangedAlerts">Whether there is something to tell of.</param>
#pragma warning disable MA0048 // The writer and what it says are one thing.
internal readonly record struct Written(int Signals, int Alerts, bool HasChangedAlerts);

/// <summary>
/// Writes findings: signals, alerts, correlations, faults and health, in the caller's transaction. Shared by the evaluator
/// and the re-runs, whose transactions come one after the other; what has been written before changes nothing.
/// </summary>
internal sealed class SignalWriter(TimeSpan lateness)
{
    private CorrelationRun? correlations;

    /// <summary>What correlations have counted since they were last begun anew.</summary>
    public CorrelationCounters? Counters => correlations?.Counters;

    /// <summary>Writes findings.</summary>
    /// <param name="transaction">The transaction.</param>
    /// <param name="rules">The rules that found them.</param>
    /// <param name="findings">The findings. Their health gains the matches that are new.</param>
    /// <param name="reached">The server time up to which every event has been evaluated; null when that is not known.</param>
    /// <param name="again">Whether correlations are given signals that were there before, too.</param>
    /// <param name="now">The time.</param>
    public Written Write(
        ControlTransaction transaction, ActiveRules rules, Findings findings, DateTimeOffset? reached, bool again, DateTimeOffset now)
    {
        using AlertWriter alerts = new(transaction, rules.Revision, now);
        List<FoundSignal> fresh = WriteSignals(transaction, rules, findings, alerts, now);
        if (!rules.Correlations.Rules.IsEmpty)
        {
            // What a transaction that failed left in memory is ahead of the disk: then it is begun anew.
            if (correlations is null || !correlations.GoesOn(transaction, rules))
                correlations = CorrelationRun.Begin(transaction, rules, lateness);
            correlations.Take(transaction, again ? findings.Signals : fresh, reached, alerts, now);
        }

        CoverageWriter.AddFaults(transaction, rules.Revision, findings);
        RuleHealthLog.Write(transaction, findings.Health);
        return new(fresh.Count, alerts.Raised, alerts.HasChanged);
    }

    private static List<FoundSignal> WriteSignals(
        ControlTransaction transaction, ActiveRules rules, Findings findings, AlertWriter alerts, DateTimeOffset now)
    {
        List<FoundSignal> fresh = [];
        if (findings.Signals.Count == 0)
            return fresh;
        using SqliteCommand insert = transaction.Prepare(
            """
            INSERT INTO signals (id, rule_id, level, sender, event_id, sequence, agency, time, ingested, evaluated, host, drill, matched)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) ON CONFLICT (id) DO NOTHING
            """,
            13);
        long evaluated = ControlTime.Of(now);
        foreach (FoundSignal signal in findings.Signals)
        {
            int rows = insert.Run(
                signal.Id, signal.Rule.Id, (int)signal.Rule.Level, signal.Event.Key.Sender, signal.Event.Key.Id, signal.Event.Sequence, signal.Event.Agency,
                ControlTime.Of(signal.Event.Timestamp), ControlTime.Of(signal.Event.Ingested), evaluated, signal.Host, signal.Drill,
                DetectionSql.Fields(signal.Matched));
            if (rows > 0)
            {
                fresh.Add(signal);
                RuleHealthChange health = findings.HealthOf(signal.Rule.Id);
                health.Matches++;
                health.LastMatch = now;
            }

            if (signal.Rule.Level >= SigmaLevel.Low && rules.Correlations.RaisesAlone(signal.Rule.Id))
                alerts.Raise(signal);
        }

        return fresh;
    }
}
