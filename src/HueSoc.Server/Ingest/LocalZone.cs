namespace HueSoc.Server.Ingest;

/// <summary>The zone of times that name none.</summary>
internal static class LocalZone
{
    private const string Vietnam = "Asia/Ho_Chi_Minh";

    /// <summary>The zone of an IANA name; null when there is none.</summary>
    public static TimeZoneInfo? Find(string name)
    {
        if (TimeZoneInfo.TryFindSystemTimeZoneById(name, out TimeZoneInfo? zone))
            return zone;

        // Small systems come without the database, and the zone that matters most here has had one offset since 1975.
        return name == Vietnam ? TimeZoneInfo.CreateCustomTimeZone(Vietnam, TimeSpan.FromHours(7), Vietnam, Vietnam) : null;
    }
}
