using System.Collections.Immutable;

namespace HueSoc.Sigma.Tests.Matching;

/// <summary>Layouts for tests.</summary>
internal static class TestLayouts
{
    /// <summary>Every event is a Windows event and spells its fields as rules do.</summary>
    public static EventLayout Flat { get; } = new() { Name = "flat", Product = "windows", Paths = field => [field] };

    /// <summary>The three ways Windows events come in, much simplified, and one for all other events.</summary>
    public static ImmutableArray<EventLayout> Windows { get; } =
    [
        new()
        {
            Name = "evtx_dump",
            Product = "windows",
            Markers = [["Event.System"]],
            Paths = field => field is "EventID" or "Channel" ? [$"Event.System.{field}"] : [$"Event.EventData.{field}"],
            TimestampPaths = ["Event.System.TimeCreated.#attributes.SystemTime"],
            HostPaths = ["Event.System.Computer"],
            RecordPaths = ["Event.System.EventRecordID"],
        },
        new()
        {
            Name = "winlogbeat",
            Product = "windows",
            Markers = [["winlog"], ["winlog.event_id"]],
            Paths = field => field switch
            {
                "EventID" => ["winlog.event_id"],
                "Channel" => ["winlog.channel"],
                _ => [$"winlog.event_data.{field}"],
            },
            TimestampPaths = ["@timestamp"],
        },
        Flat with { Markers = [["EventID"]], TimestampPaths = ["@timestamp", "UtcTime"], HostPaths = ["Computer"], RecordPaths = ["EventRecordID"] },
        new() { Name = "any", Paths = field => [field] },
    ];
}
