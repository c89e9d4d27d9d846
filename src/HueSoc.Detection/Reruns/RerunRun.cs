using HueSoc.Detection.Alerts;
using HueSoc.Detection.Coverage;
using HueSoc.Detection.Evaluation;
using HueSoc.Detection.Rules;
using HueSoc.Detection.Signals;
using HueSoc.Sigma.Correlations;
using HueSoc.Storage.Control;
using HueSoc.Storage.EventStore;

namespace HueSoc.Detection.Reruns;

/// <summary>One job at work, step by step; where it is stands in the database after each.</summary>
internal sealed class RerunRun(
    string id, IEventStore store, RuleCatalog catalog, Evaluator evaluator, ControlDatabase database, AlertFeed feed, TimeProvider time)
{
    private const int StepEvents = 500;
    private static readonly TimeRange Always = new(DateTimeOffset.MinValue, DateTimeOffset.MaxValue);

    private readonly Findings findings = new();
    private EventEvaluation? evaluation;

    /// <summary>Evaluates some events.</summary>
    /// <returns>Whether there is more to do.</returns>
    public async Task<bool> StepAsync(CancellationToken cancellationToken)
    {
        (Rerun job, EventCursor cursor, long? first) = database.Read(connection => RerunRows.Read(connection, "id = $1", 1, id))[0];
        if (job.State != RerunState.Running)
            return false;
        ActiveRules rules = catalog.Current;
        if (!ReferenceEquals(evaluation?.Rules, rules))
            evaluation = new(rules, measureEvery: 0, Selected(job, rules));
        bool isUnbounded = job.Range == Always;
        EventSlice slice = await store.ReadAsync(cursor, StepEvents, isUnbounded ? null : job.Range, cancellationToken);
        findings.Clear();
        int events = 0;
        foreach (StoredEvent stored in slice.Events)
        {
            // What came after the job was made has been seen by the evaluator with these rules.
            if (stored.Sequence > job.Last)
                break;
            events++;
            evaluation.Evaluate(stored, findings);
        }

        bool ends = slice.Next == cursor || events < slice.Events.Count;
        long reached = events > 0 ? slice.Events[events - 1].Sequence : job.Sequence;
        long? begins = first ?? (events > 0 ? slice.Events[0].Sequence : null);
        DateTimeOffset now = time.GetUtcNow();
        bool changed = await database.WriteAsync(
            transaction =>
            {
                Written written = evaluator.Writer.Write(transaction, rules, findings, reached: null, again: true, now);
                if (!RerunRows.Progress(transaction, id, ends ? cursor : slice.Next, begins, reached, events, written.Signals, written.Alerts))
                    return written.HasChangedAlerts;
                if (ends)
                {
                    RerunRows.End(transaction, id, RerunState.Done, reason: null, now);
                    if (begins is not null)
                        Cover(transaction, rules, job, isUnbounded);
                }

                return written.HasChangedAlerts;
            },
            cancellationToken);
        catalog.Health.Add(findings.Health, findings.Measured);
        if (changed)
            feed.Wake();
        return !ends;
    }

    /// <summary>The rules to evaluate: those named, and those that a named correlation builds on.</summary>
    private static HashSet<string>? Selected(Rerun job, ActiveRules rules)
    {
        if (job.RuleIds.IsEmpty)
            return null;
        HashSet<string> selected = new(job.RuleIds, StringComparer.Ordinal);
        // Each correlation stands after those it builds on, so one way backwards reaches everything.
        foreach (CorrelationRule correlation in rules.Correlations.Rules.Reverse())
        {
            if (selected.Contains(correlation.Id))
                selected.UnionWith(correlation.RuleIds);
        }

        return selected;
    }

    private static void Cover(ControlTransaction transaction, ActiveRules rules, Rerun job, bool isUnbounded)
    {
        TimeRange? within = isUnbounded ? null : job.Range;
        SequenceRange range = new(1, job.Last);
        if (job.RuleIds.IsEmpty)
            CoverageWriter.Add(transaction, rules.Revision, string.Empty, CoverageKind.Rerun, range, within);
        foreach (string rule in job.RuleIds)
            CoverageWriter.Add(transaction, rules.Revision, rule, CoverageKind.Rerun, range, within);
    }
}
