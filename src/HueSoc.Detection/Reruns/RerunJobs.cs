using System.Collections.Immutable;
using System.Security.Cryptography;
using HueSoc.Detection.Evaluation;
using HueSoc.Detection.Rules;
using HueSoc.Storage.Control;
using HueSoc.Storage.Control.Audit;
using HueSoc.Storage.EventStore;
using Microsoft.Extensions.Logging;

namespace HueSoc.Detection.Reruns;

/// <summary>
/// Runs rules over stored events again, one job at a time and only while the evaluator has nothing to do. What is found has
/// the ids it would have had in the stream, so that a re-run adds what was not there and changes nothing that was.
/// </summary>
public sealed class RerunJobs(
    IEventStore store, RuleCatalog catalog, Evaluator evaluator, ControlDatabase database, Alerts.AlertFeed feed, AuditLog audit, TimeProvider time, ILogger<RerunJobs> logger)
    : IDisposable
{
    private const int MostListed = 1000;
    private const int MostRules = 10_000;
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(200);

    private readonly SemaphoreSlim wake = new(0, 1);

    /// <summary>Works the jobs off, those a stop interrupted first, until it is told to end. The server runs it.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        TimeSpan wait = FirstWait;
        try
        {
            while (true)
            {
                Rerun? job = null;
                try
                {
                    job = Next();
                    if (job is null)
                        await wake.WaitAsync(cancellationToken);
                    else
                        await RunAsync(job.Id, cancellationToken);
                    wait = FirstWait;
                }
                catch (Exception e) when (e is not OperationCanceledException)
                {
                    Log.RerunStuck(logger, job?.Id ?? string.Empty, wait, e);
                    await Task.Delay(wait, time, cancellationToken);
                    wait = TimeSpan.FromTicks(Math.Min(wait.Ticks * 2, LongestWait.Ticks));
                }
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // It was told to end; what is left goes on at the next start.
        }
    }

    /// <summary>Makes a job over the events that are stored now.</summary>
    /// <param name="actor">Who asks for it.</param>
    /// <param name="request">Which rules over which events.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<RerunStart> StartAsync(Actor actor, RerunRequest request, CancellationToken cancellationToken)
    {
        if (request.Range.From >= request.Range.To)
            return new(null, "the time range is empty");
        if (request.RuleIds.Length > MostRules)
            return new(null, $"at most {MostRules} rules can be named; name none to run all");
        foreach (string id in request.RuleIds)
        {
            if (catalog.Find(id) is not { } rule)
                return new(null, $"there is no rule {id}");
            if (rule.Status != RuleStanding.Active)
                return new(null, $"the rule {id} is not evaluated: {rule.Reason}");
            if (!rule.CityEnabled)
                return new(null, $"the rule {id} is off");
        }

        long last = (await store.GetStatisticsAsync(cancellationToken)).LastSequence;
        Rerun job = new()
        {
            Id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8)),
            Actor = actor.Name,
            RuleIds = [.. request.RuleIds.Distinct(StringComparer.Ordinal)],
            Range = request.Range,
            Created = time.GetUtcNow(),
            State = RerunState.Waiting,
            Revision = catalog.Current.Revision,
            Sequence = 0,
            Last = last,
            Events = 0,
            Signals = 0,
            Alerts = 0,
        };
        await database.WriteAsync(
            transaction =>
            {
                RerunRows.Insert(transaction, job);
                audit.Append(
                    transaction, actor, "rerun.started", $"rerun:{job.Id}",
                    AuditDetails.Of(
                        ("rules", job.RuleIds.IsEmpty ? "all" : string.Join(", ", job.RuleIds)), ("from", job.Range.From), ("to", job.Range.To)));
                return true;
            },
            cancellationToken);
        Wake();
        return new(job, null);
    }

    /// <summary>All jobs, the youngest first; at most 1,000.</summary>
    public ImmutableArray<Rerun> List() => [.. database.Read(connection => RerunRows.Read(connection, "1", MostListed)).Select(row => row.Rerun)];

    /// <summary>One job; null when there is none of this id.</summary>
    public Rerun? Find(string id) => database.Read(connection => RerunRows.Read(connection, "id = $1", 1, id)).Select(row => row.Rerun).FirstOrDefault();

    /// <summary>Ends a job; what it found stays. False when there is none of this id that could be ended.</summary>
    public async Task<bool> CancelAsync(Actor actor, string id, CancellationToken cancellationToken) => await database.WriteAsync(
        transaction =>
        {
            if (!RerunRows.End(transaction, id, RerunState.Cancelled, reason: null, time.GetUtcNow()))
                return false;
            audit.Append(transaction, actor, "rerun.cancelled", $"rerun:{id}", AuditDetails.None);
            return true;
        },
        cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => wake.Dispose();

    /// <summary>Works one job off, from where it is.</summary>
    internal async Task RunAsync(string id, CancellationToken cancellationToken)
    {
        if (!await database.WriteAsync(transaction => RerunRows.Begin(transaction, id, time.GetUtcNow()), cancellationToken))
            return;
        RerunRun run = new(id, store, catalog, evaluator, database, feed, time);
        while (await run.StepAsync(cancellationToken))
        {
            // The evaluator comes first: a step of the job only when nothing waits there.
            await evaluator.WhenIdleAsync(cancellationToken);
        }

        if (Find(id) is { } ended)
            Log.RerunEnded(logger, id, ended.State.ToString(), ended.Events, ended.Signals, ended.Alerts);
    }

    private Rerun? Next() => database.Read(connection => RerunRows.Read(connection, "state IN (0, 1)", MostListed)).Select(row => row.Rerun).LastOrDefault();

    private void Wake()
    {
        try
        {
            wake.Release();
        }
        catch (SemaphoreFullException)
        {
            // It is awake already.
        }
    }
}
