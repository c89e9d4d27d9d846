using System.Collections.Immutable;
using HueSoc.Storage.Control.Audit;

namespace HueSoc.Detection.Reruns;

/// <summary>Runs rules over stored events again, one job at a time, when the evaluator has nothing to do.</summary>
public sealed class RerunJobs
{
    /// <summary>Works the jobs off, those a stop interrupted first, until it is told to end. The server runs it.</summary>
    public Task RunAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <summary>Makes a job.</summary>
    public Task<RerunStart> StartAsync(Actor actor, RerunRequest request, CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <summary>All jobs, the youngest first; at most 1,000.</summary>
    public ImmutableArray<Rerun> List() => throw new NotSupportedException();

    /// <summary>One job; null when there is none of this id.</summary>
    public Rerun? Find(string id) => throw new NotSupportedException();

    /// <summary>Ends a job; what it found stays. False when there is none of this id that could be ended.</summary>
    public Task<bool> CancelAsync(Actor actor, string id, CancellationToken cancellationToken) => throw new NotSupportedException();
}
