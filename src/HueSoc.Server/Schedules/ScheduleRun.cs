namespace HueSoc.Server.Schedules;

/// <summary>A run of a schedule.</summary>
/// <param name="Name">The schedule.</param>
/// <param name="Started">When it began.</param>
/// <param name="Finished">When it ended.</param>
/// <param name="Succeeded">Whether it did what it is for.</param>
/// <param name="Outcome">What came of it, for people.</param>
internal sealed record ScheduleRun(string Name, DateTimeOffset Started, DateTimeOffset Finished, bool Succeeded, string Outcome);
