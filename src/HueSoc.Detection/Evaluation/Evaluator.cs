using System.Collections.Immutable;
using HueSoc.Detection.Alerts;
using HueSoc.Detection.Coverage;
using HueSoc.Detection.Rules;
using HueSoc.Detection.Signals;
using HueSoc.Sigma.Correlations;
using HueSoc.Storage.Control;
using HueSoc.Storage.EventStore;
using Microsoft.Extensions.Logging;

namespace HueSoc.Detection.Evaluation;

/// <summary>
/// Follows the store and evaluates every event, once as far as anybody can tell: what a batch found, and the place reached,
/// are on disk together, and what is found again after a failure has the same ids.
/// </summary>
public sealed class Evaluator
{
    private readonly IEventStore store;
    private readonly RuleCatalog catalog;
    private readonly ControlDatabase database;
    private readonly AlertFeed feed;
    private readonly EvaluatorOptions options;
    private readonly TimeProvider time;
    private readonly ILogger logger;
    private readonly Findings findings = new();
    private readonly EvaluatorProgress progress;
    private readonly List<SequenceRange> missing = [];

    private EvaluatorPosition? written;
    private EvaluatorPosition reached;
    private EventEvaluation? evaluation;
    private ActiveRules? reconciled;
    private DateTimeOffset lastWrite;
    private DateTimeOffset? evaluatedTo;
    private int unwritten;

    /// <summary>Makes an evaluator. There is one for a database.</summary>
    public Evaluator(
        IEventStore store, RuleCatalog catalog, ControlDatabase database, AlertFeed feed, EvaluatorOptions options, TimeProvider time, ILogger<Evaluator> logger)
    {
        this.store = store;
        this.catalog = catalog;
        this.database = database;
        this.feed = feed;
        this.options = options;
        this.time = time;
        this.logger = logger;
        Writer = new(options.Lateness);
        progress = new(time);
    }

    /// <summary>How far it is. Safe for several threads.</summary>
    public EvaluatorStatus Status => progress.Status(catalog.Current.Revision);

    /// <summary>What writes findings, shared with re-runs.</summary>
    internal SignalWriter Writer { get; }

    /// <summary>Completes when nothing is waiting to be evaluated.</summary>
    internal Task WhenIdleAsync(CancellationToken cancellationToken) => progress.WhenIdleAsync(cancellationToken);

    /// <summary>Evaluates until it is told to end. Failures of store and database are waited out; nothing is passed over for them.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        Task keeping = new EvidenceKeeper(store, database, time, logger).RunAsync(cancellationToken);
        await FollowAsync(cancellationToken);
        await keeping;
    }

    private async Task FollowAsync(CancellationToken cancellationToken)
    {
        TimeSpan wait = options.FirstWait;
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                bool worked = await StepAsync(cancellationToken);
                if (wait != options.FirstWait)
                    Log.EvaluationGoesOn(logger);
                wait = options.FirstWait;
                progress.Went();
                if (!worked)
                    await WaitAsync(cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                break;
            }
            catch (Exception e)
            {
                // Whatever it is, going on without these events would be worse than not going on.
                Log.EvaluationStuck(logger, wait, e);
                try
                {
                    await Task.Delay(wait, time, cancellationToken);
                }
                catch (OperationCanceledException)
                {
                    break;
                }

                wait = TimeSpan.FromTicks(Math.Min(wait.Ticks * 2, options.LongestWait.Ticks));
            }
        }
    }

    /// <summary>Evaluates what one reading of the store gives. After a failure the next step begins with what is on disk.</summary>
    /// <returns>Whether there was anything.</returns>
    internal async Task<bool> StepAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await ReadOnAsync(cancellationToken);
        }
        catch (Exception e)
        {
            Abandon(e.Message);
            throw;
        }
    }

    private async Task<bool> ReadOnAsync(CancellationToken cancellationToken)
    {
        if (written is null)
        {
            written = EvaluatorPosition.Read(database);
            reached = written.Value;
            progress.At(reached);
            progress.Began((await store.GetStatisticsAsync(cancellationToken)).LastSequence);
        }

        ActiveRules rules = catalog.Current;
        if (!ReferenceEquals(evaluation?.Rules, rules))
        {
            // What is still in memory belongs to the rules before.
            if (evaluation is not null && unwritten > 0)
                await WriteAsync(evaluation.Rules, cancellationToken);
            evaluation = new(rules, options.MeasureEvery);
        }

        DateTimeOffset began = time.GetUtcNow();
        EventSlice slice = await store.ReadAsync(reached.Cursor, options.BatchEvents, within: null, cancellationToken);
        bool isBehind = slice.Events.Count >= options.BatchEvents;
        progress.Reading(slice, isBehind);
        if (isBehind && progress.WantsHead)
            progress.Head((await store.GetStatisticsAsync(cancellationToken)).LastSequence);
        await EvaluateAsync(slice, rules, cancellationToken);
        long last = slice.Missing.Aggregate(reached.Sequence, (highest, range) => Math.Max(highest, range.Last));
        if (slice.Events.Count > 0)
            last = Math.Max(last, slice.Events[^1].Sequence);
        bool worked = slice.Next != reached.Cursor;
        reached = new(slice.Next, last);
        missing.AddRange(slice.Missing);
        unwritten += slice.Events.Count;
        evaluatedTo = isBehind ? slice.Events[^1].Ingested : began;
        foreach (SequenceRange range in slice.Missing)
            Log.EventsMissing(logger, range.Count, range.First, range.Last);
        if (IsDue(rules, began))
            await WriteAsync(rules, cancellationToken);
        progress.Evaluated(slice, reached, isBehind);
        return worked;
    }

    /// <summary>Writes what is in memory still, such as before a stop; a loss of it costs nothing but work.</summary>
    internal async Task FlushAsync(CancellationToken cancellationToken)
    {
        if (evaluation is not null && unwritten > 0)
            await WriteAsync(evaluation.Rules, cancellationToken);
    }

    private async Task EvaluateAsync(EventSlice slice, ActiveRules rules, CancellationToken cancellationToken)
    {
        long began = time.GetTimestamp();
        foreach (StoredEvent stored in slice.Events)
        {
            evaluation!.Evaluate(stored, findings);
            bool isLong = findings.Signals.Count >= options.BatchSignals
                || (findings.Signals.Count > 0 && time.GetElapsedTime(began) >= options.BatchTime);
            if (!isLong)
                continue;
            // The place stays where it was: a store has no place within a slice. What is found again changes nothing.
            await WriteFindingsAsync(rules, position: null, to: null, cancellationToken);
            began = time.GetTimestamp();
        }
    }

    private bool IsDue(ActiveRules rules, DateTimeOffset now)
    {
        if (findings.HasAny || unwritten >= options.CheckpointEvents)
            return true;
        bool timeUp = now - lastWrite >= options.CheckpointInterval;
        return timeUp && (unwritten > 0 || missing.Count > 0 || reached != written || HasLateCorrelations(rules));
    }

    private static bool HasLateCorrelations(ActiveRules rules) => rules.Correlations.Rules.Any(rule => rules.Correlations.IsDecidedLate(rule.Id));

    private async Task WriteAsync(ActiveRules rules, CancellationToken cancellationToken)
    {
        await WriteFindingsAsync(rules, reached, evaluatedTo, cancellationToken);
        written = reached;
        missing.Clear();
        unwritten = 0;
        reconciled = rules;
        progress.At(reached);
    }

    private async Task WriteFindingsAsync(ActiveRules rules, EvaluatorPosition? position, DateTimeOffset? to, CancellationToken cancellationToken)
    {
        DateTimeOffset now = time.GetUtcNow();
        EvaluatorPosition before = written!.Value;
        bool reconciles = !ReferenceEquals(reconciled, rules);
        ImmutableArray<SequenceRange> gaps = [.. missing];
        Written result = await database.WriteAsync(
            transaction =>
            {
                if (reconciles)
                    CoverageWriter.Reconcile(transaction, rules, before.Sequence);
                Written found = Writer.Write(transaction, rules, findings, to, again: false, now);
                if (position is { } place)
                {
                    if (place.Sequence > before.Sequence)
                        CoverageWriter.AddEvaluated(transaction, rules.Revision, new(before.Sequence + 1, place.Sequence), gaps);
                    place.Write(transaction, now);
                }

                return found;
            },
            cancellationToken);
        reconciled = rules;
        lastWrite = now;
        catalog.Health.Add(findings.Health, findings.Measured);
        progress.Wrote(findings, result, Writer.Counters);
        findings.Clear();
        if (result.HasChangedAlerts)
            feed.Wake();
    }

    private void Abandon(string reason)
    {
        findings.Clear();
        missing.Clear();
        evaluation = null;
        reconciled = null;
        written = null;
        unwritten = 0;
        progress.Stuck(reason);
    }

    private async Task WaitAsync(CancellationToken cancellationToken)
    {
        using CancellationTokenSource ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task more = store.WaitAsync(reached.Cursor, ending.Token);
        bool hasClock = reached != written || HasLateCorrelations(catalog.Current);
        Task woken = hasClock ? await Task.WhenAny(more, Task.Delay(options.CheckpointInterval, time, ending.Token)) : more;
        if (woken == more)
            await more;
        await ending.CancelAsync();
        if (woken == more)
            return;
        try
        {
            await more;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // It was we who ended it: the clock was first.
        }
    }
}
