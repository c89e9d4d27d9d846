namespace HueSoc.Detection.Fleet;

/// <summary>When silence of agents is an alert.</summary>
public sealed record FleetWatchOptions
{
    /// <summary>After how long the silence of a server, or of another device that is never switched off, is an alert. 2 minutes to 7 days.</summary>
    public TimeSpan DeviceSilence { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>After how long without a heartbeat a device counts as lost to its agency.</summary>
    public TimeSpan LostAfter { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Devices that are lost within so long are lost at once.</summary>
    public TimeSpan AtOnce { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Above what share of an agency's reporting devices a loss is an alert, above 0 and up to 1.</summary>
    public double AgencyShare { get; init; } = 0.30;

    /// <summary>How many devices have to be lost at least: of three machines one may well be switched off.</summary>
    public int AgencyLeast { get; init; } = 3;

    /// <summary>When people work.</summary>
    public WorkingHours WorkingHours { get; init; } = new();
}
