namespace HueSoc.Server.Schedules;

/// <summary>Something the server does by itself, again and again.</summary>
internal interface ISchedule
{
    /// <summary>Its name, by which its last run is kept.</summary>
    string Name { get; }

    /// <summary>When it runs, as Quartz has it: second, minute, hour, day, month, weekday.</summary>
    string Cron { get; }

    /// <summary>Does it once.</summary>
    /// <returns>What came of it, for people.</returns>
    ValueTask<string> RunAsync(CancellationToken cancellationToken);
}
