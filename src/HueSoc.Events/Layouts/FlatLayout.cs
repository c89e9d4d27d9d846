using System.Collections.Immutable;

namespace HueSoc.Events.Layouts;

/// <summary>
/// Events whose fields are named as rules name them. A field is never looked for under another name: whoever exports
/// flat events has chosen the names, and a guess would make rules match what they do not mean.
/// </summary>
internal static class FlatLayout
{
    public static Layout CreateWindows() => new()
    {
        Name = "flat",
        Product = "windows",
        Markers = [["EventID"]],
        Paths = field => JoinedScript.PathOf(field) is { } joined ? [joined, field] : [field],
        TimestampPaths = ["@timestamp", "TimeCreated", "UtcTime", "EventTime", "SystemTime"],
        HostPaths = ["Computer", "Hostname", "host.name", "ComputerName"],
        RecordPaths = ["EventRecordID", "RecordNumber"],
        DropsSpacesInKeys = true,
    };

    public static Layout CreateAny() => new()
    {
        Name = "any",
        Paths = Itself,
        TimestampPaths = ["@timestamp", "timestamp", "time", "eventTime", "event_time", "datetime", "ts", "date"],
        HostPaths = ["host.name", "host.hostname", "hostname", "Hostname", "computer", "Computer", "ComputerName", "_HOSTNAME", "host"],
    };

    private static ImmutableArray<string> Itself(string field) => [field];
}
