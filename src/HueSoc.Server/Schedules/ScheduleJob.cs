using Quartz;

namespace HueSoc.Server.Schedules;

/// <summary>What Quartz runs: one schedule, whose run is kept.</summary>
/// <param name="schedules">All schedules.</param>
/// <param name="log">Where runs are kept.</param>
/// <param name="time">The clock.</param>
/// <param name="lifetime">Says when the server stops.</param>
/// <param name="logger">The server's log.</param>
[DisallowConcurrentExecution]
internal sealed class ScheduleJob(IEnumerable<ISchedule> schedules, ScheduleLog log, TimeProvider time, IHostApplicationLifetime lifetime, ILogger<ScheduleJob> logger) : IJob
{
    /// <inheritdoc/>
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        // Quartz waits for its jobs, and does not tell them.
        using CancellationTokenSource ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lifetime.ApplicationStopping);
        ISchedule schedule = schedules.First(candidate => candidate.Name == context.JobDetail.Key.Name);
        DateTimeOffset started = time.GetUtcNow();
        bool succeeded = true;
        string outcome;
        try
        {
            outcome = await schedule.RunAsync(ending.Token);
            Log.Ran(logger, schedule.Name, outcome);
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            // Not run: it is due again at the next start.
            return;
        }
        catch (Exception e)
        {
            succeeded = false;
            outcome = e.Message;
            Log.Failed(logger, e, schedule.Name);
        }

        await log.WriteAsync(new(schedule.Name, started, time.GetUtcNow(), succeeded, outcome), CancellationToken.None);
    }
}
