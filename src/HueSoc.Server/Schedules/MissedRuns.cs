using Quartz;

namespace HueSoc.Server.Schedules;

/// <summary>Which schedules were due while the server was down.</summary>
internal static class MissedRuns
{
    /// <summary>When a schedule should have run since it last did; null when nothing was missed.</summary>
    /// <param name="cron">When it runs.</param>
    /// <param name="last">When it last began; null when it never did, and then it missed nothing.</param>
    /// <param name="now">The time.</param>
    /// <param name="zone">The zone the schedule is written in.</param>
    public static DateTimeOffset? DueSince(string cron, DateTimeOffset? last, DateTimeOffset now, TimeZoneInfo zone)
    {
        if (last is not { } since)
            return null;
        CronExpression expression = new(cron, zone);
        return expression.GetNextValidTimeAfter(since) is { } due && due <= now ? due : null;
    }
}
