using System.Runtime.ExceptionServices;

namespace HueSoc.Cli.Hunting;

/// <summary>The threads of a hunt. The calling thread is the first of them; with one there is no other.</summary>
/// <param name="threads">How many, at least 1.</param>
/// <param name="hire">Makes a worker.</param>
internal sealed class Workforce(int threads, Func<HuntWorker> hire)
{
    /// <summary>Works until nothing is left or the run is ended, and adds up what was counted.</summary>
    /// <param name="abandon">Called when a worker fails, to let the others go.</param>
    /// <param name="cancellationToken">Ends the run after the batches at hand.</param>
    public HuntTally Work(Action abandon, CancellationToken cancellationToken)
    {
        HuntWorker[] workers = [.. Enumerable.Range(0, threads).Select(_ => hire())];
        ExceptionDispatchInfo? failure = null;
        Thread[] others = [.. workers.Skip(1).Select(worker => new Thread(() => RunOne(worker)) { IsBackground = true, Name = "hunt" })];
        foreach (Thread other in others)
            other.Start();
        RunOne(workers[0]);
        foreach (Thread other in others)
            other.Join();
        failure?.Throw();

        HuntTally sum = workers[0].Tally;
        foreach (HuntWorker worker in workers.Skip(1))
            sum.Add(worker.Tally);
        return sum;

        void RunOne(HuntWorker worker)
        {
            try
            {
                worker.Run(cancellationToken);
            }
#pragma warning disable CA1031 // Whatever it is, it is thrown again on the calling thread, once the others have been let go.
            catch (Exception e)
#pragma warning restore CA1031
            {
                Interlocked.CompareExchange(ref failure, ExceptionDispatchInfo.Capture(e), null);
                abandon();
            }
        }
    }
}
