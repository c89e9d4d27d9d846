namespace HueSoc.Detection.Fleet;

/// <summary>When people work, Monday to Friday. Viet Nam has had one offset from UTC since 1975, so that no time-zone data are needed.</summary>
public sealed record WorkingHours
{
    /// <summary>The offset from UTC. Default: Asia/Ho_Chi_Minh.</summary>
    public TimeSpan Offset { get; init; } = TimeSpan.FromHours(7);

    /// <summary>From when, local time.</summary>
    public TimeOnly From { get; init; } = new(7, 30);

    /// <summary>Until when, local time.</summary>
    public TimeOnly To { get; init; } = new(17, 0);

    /// <summary>Whether a time is in them.</summary>
    public bool Contains(DateTimeOffset moment)
    {
        DateTimeOffset local = moment.ToOffset(Offset);
        TimeOnly clock = TimeOnly.FromTimeSpan(local.TimeOfDay);
        return local.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && clock >= From && clock < To;
    }
}
