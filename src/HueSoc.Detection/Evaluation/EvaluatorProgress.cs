using HueSoc.Detection.Signals;
using HueSoc.Sigma.Correlations;
using HueSoc.Storage.EventStore;

namespace HueSoc.Detection.Evaluation;

/// <summary>What the evaluator says of itself while it works. Safe for several threads.</summary>
internal sealed class EvaluatorProgress(TimeProvider time)
{
    private static readonly TimeSpan HeadInterval = TimeSpan.FromSeconds(1);

    private readonly Lock gate = new();
    private TaskCompletionSource idle = Completed();
    private EvaluatorPosition written;
    private long evaluated;
    private long head;
    private long? behindAtStart;
    private DateTimeOffset headAsked;
    private DateTimeOffset? waitingSince;
    private DateTimeOffset? stuckSince;
    private string? problem;
    private long events;
    private long signals;
    private long alerts;
    private long unreadable;
    private CorrelationCounters? correlations;

    /// <summary>Whether the store is to be asked again how far it is.</summary>
    public bool WantsHead
    {
        get
        {
            lock (gate)
                return time.GetUtcNow() - headAsked >= HeadInterval;
        }
    }

    public EvaluatorStatus Status(string revision)
    {
        lock (gate)
        {
            DateTimeOffset now = time.GetUtcNow();
            DateTimeOffset? since = Earlier(waitingSince, stuckSince);
            return new()
            {
                Cursor = written.Cursor,
                LastSequence = written.Sequence,
                BehindAtStart = behindAtStart ?? 0,
                LagEvents = Math.Max(0, head - Math.Max(evaluated, written.Sequence)),
                Lag = since is { } moment && moment < now ? now - moment : TimeSpan.Zero,
                Events = events,
                Signals = signals,
                Alerts = alerts,
                Unreadable = unreadable,
                Revision = revision,
                Problem = problem,
                Correlations = correlations,
            };
        }
    }

    public Task WhenIdleAsync(CancellationToken cancellationToken)
    {
        Task task;
        lock (gate)
            task = idle.Task;
        return task.WaitAsync(cancellationToken);
    }

    public void At(EvaluatorPosition position)
    {
        lock (gate)
        {
            written = position;
            evaluated = Math.Max(evaluated, position.Sequence);
            head = Math.Max(head, position.Sequence);
        }
    }

    /// <summary>Notes how far the store was when the evaluator began; later beginnings, after a failure, do not count.</summary>
    public void Began(long last)
    {
        lock (gate)
            behindAtStart ??= Math.Max(0, last - written.Sequence);
    }

    public void Head(long sequence)
    {
        lock (gate)
        {
            head = Math.Max(head, sequence);
            headAsked = time.GetUtcNow();
        }
    }

    public void Reading(EventSlice slice, bool isBehind)
    {
        lock (gate)
        {
            if (slice.Events.Count > 0)
            {
                waitingSince = slice.Events[0].Ingested;
                head = Math.Max(head, slice.Events[^1].Sequence);
            }

            if (isBehind && idle.Task.IsCompleted)
                idle = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    public void Evaluated(EventSlice slice, EvaluatorPosition reached, bool isBehind)
    {
        lock (gate)
        {
            events += slice.Events.Count;
            evaluated = reached.Sequence;
            if (isBehind)
                return;
            waitingSince = null;
            idle.TrySetResult();
        }
    }

    public void Wrote(Findings findings, Written result, CorrelationCounters? counters)
    {
        lock (gate)
        {
            signals += result.Signals;
            alerts += result.Alerts;
            unreadable += findings.Unreadable.Count;
            correlations = counters;
        }
    }

    public void Stuck(string reason)
    {
        lock (gate)
        {
            problem = reason;
            stuckSince ??= time.GetUtcNow();
            evaluated = 0;
            if (idle.Task.IsCompleted)
                idle = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    public void Went()
    {
        lock (gate)
        {
            problem = null;
            stuckSince = null;
        }
    }

    private static DateTimeOffset? Earlier(DateTimeOffset? one, DateTimeOffset? other) =>
        one is null || other < one ? other ?? one : one;

    private static TaskCompletionSource Completed()
    {
        TaskCompletionSource source = new();
        source.SetResult();
        return source;
    }
}
