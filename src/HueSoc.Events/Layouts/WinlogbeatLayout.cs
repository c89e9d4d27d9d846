using System.Collections.Frozen;
using System.Collections.Immutable;

namespace HueSoc.Events.Layouts;

/// <summary>
/// Windows events as Winlogbeat and what follows it write them: what Windows wrote under <c>winlog</c>, and the Elastic
/// Common Schema beside it. What Windows wrote comes first; ECS only where its value is the same one.
/// </summary>
internal static class WinlogbeatLayout
{
    private const string EventData = "winlog.event_data.";
    private const string UserData = "winlog.user_data.";

    private static readonly FrozenDictionary<string, string[]> SystemPaths = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["EventID"] = ["winlog.event_id", "event.code"],
        ["Channel"] = ["winlog.channel"],
        ["Computer"] = ["winlog.computer_name", "host.name"],
        ["ComputerName"] = ["winlog.computer_name"],
        ["EventRecordID"] = ["winlog.record_id"],
        ["Task"] = ["winlog.task"],
        ["Opcode"] = ["winlog.opcode"],
        ["Keywords"] = ["winlog.keywords"],
        ["Provider_Name"] = ["winlog.provider_name", "event.provider"],
        ["Provider_Guid"] = ["winlog.provider_guid"],
        ["Execution_ProcessID"] = ["winlog.process.pid"],
        ["Execution_ThreadID"] = ["winlog.process.thread.id"],
        ["Security_UserID"] = ["winlog.user.identifier"],
        ["Correlation_ActivityID"] = ["winlog.activity_id"],
        ["Correlation_RelatedActivityID"] = ["winlog.related_activity_id"],
        ["TimeCreated_SystemTime"] = ["@timestamp"],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static Layout Create() => new()
    {
        Name = "winlogbeat",
        Product = "windows",

        // The longer ones are for events whose keys are dotted instead of nested.
        Markers = [["winlog"], ["winlog.event_id"], ["winlog.channel"], ["winlog.provider_name"]],
        Paths = PathsOf,
        TimestampPaths = ["@timestamp", "event.created"],
        HostPaths = ["winlog.computer_name", "host.name", "host.hostname"],
        RecordPaths = ["winlog.record_id"],
        DropsSpacesInKeys = true,
    };

    private static ImmutableArray<string> PathsOf(string field)
    {
        ImmutableArray<string>.Builder paths = ImmutableArray.CreateBuilder<string>(8);
        if (SystemPaths.TryGetValue(field, out string[]? system))
            paths.AddRange(system);
        if (JoinedScript.PathOf(field) is { } joined)
            paths.Add(joined);
        paths.Add(EventData + field);
        paths.Add(UserData + field);
        if (string.Equals(field, WindowsSystem.YieldingElement, StringComparison.Ordinal))
            paths.Add("winlog.version");
        paths.AddRange(EcsNames.Of(field));

        // Last, for rules that are written in ECS names.
        paths.Add(field);
        return paths.DrainToImmutable();
    }
}
