using Quartz;

namespace HueSoc.Server.Schedules;

/// <summary>Puts the schedules into a host.</summary>
internal static class ScheduleServices
{
    /// <summary>Adds a schedule.</summary>
    public static void AddSchedule<T>(this IServiceCollection services)
        where T : class, ISchedule => services.AddSingleton<ISchedule, T>();

    /// <summary>Adds what runs them. The host has to be built with the schedules themselves.</summary>
    public static void AddScheduler(this IServiceCollection services)
    {
        services.AddSingleton<ScheduleLog>();
        services.AddQuartz(_ => { });
        services.AddQuartzHostedService(options => options.WaitForJobsToComplete = true);
        services.AddHostedService<ScheduleStarter>();
    }
}
