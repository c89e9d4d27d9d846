using Quartz;

namespace HueSoc.Server.Schedules;

/// <summary>Hands the schedules to Quartz, and lets those that were due while the server was down run at once.</summary>
/// <param name="schedules">The schedules.</param>
/// <param name="log">When they last ran.</param>
/// <param name="factory">Quartz.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">The server's log.</param>
internal sealed class ScheduleStarter(
    IEnumerable<ISchedule> schedules, ScheduleLog log, ISchedulerFactory factory, TimeProvider time, ILogger<ScheduleStarter> logger) : IHostedService
{
    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        IScheduler scheduler = await factory.GetScheduler(cancellationToken);
        Dictionary<string, ScheduleRun> runs = log.List().ToDictionary(run => run.Name);
        foreach (ISchedule schedule in schedules)
        {
            IJobDetail job = JobBuilder.Create<ScheduleJob>().WithIdentity(schedule.Name).Build();
            // On the scheduler's clock, which is this one: a trigger that reckons a missed run by another is missed again at once, for ever.
            ITrigger trigger = TriggerBuilder.Create(time)
                .WithIdentity(schedule.Name)
                .WithCronSchedule(schedule.Cron, cron => cron.InTimeZone(time.LocalTimeZone).WithMisfireInstruction(CronTriggerMisfireInstruction.FireAndProceed))
                .Build();
            await scheduler.ScheduleJob(job, trigger, cancellationToken: cancellationToken);
            if (!runs.TryGetValue(schedule.Name, out ScheduleRun? run))
            {
                // From now on it can be missed: a server that never runs at that hour would else never do it.
                run = new(schedule.Name, time.GetUtcNow(), time.GetUtcNow(), Succeeded: true, "not due yet");
                await log.WriteAsync(run, cancellationToken);
            }

            DateTimeOffset? last = run.Started;
            if (MissedRuns.DueSince(schedule.Cron, last, time.GetUtcNow(), time.LocalTimeZone) is { } due)
            {
                Log.CaughtUp(logger, schedule.Name, due);
                await scheduler.TriggerJob(job.Key, cancellationToken);
            }
        }
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
