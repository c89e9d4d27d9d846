using HueSoc.Fleet.Configuration;
using HueSoc.Fleet.Identity;
using HueSoc.Fleet.Json;

namespace HueSoc.Fleet.Heartbeats;

/// <summary>Checks heartbeats and their answers.</summary>
internal static class HeartbeatValidator
{
    /// <summary>How many characters a text of a status has at most.</summary>
    public const int LongestText = 512;

    /// <summary>How many reasons a refusal has at most.</summary>
    public const int MostReasons = 16;

    public static void Check(HeartbeatRequest request, List<string> faults)
    {
        FleetText.CheckHex("nonce", request.Nonce, Nonces.Length, faults);
        FleetText.CheckHex("attempt", request.Attempt, Nonces.Length, faults);
        FleetText.CheckHex("machine_id", request.MachineId, 64, faults);
        Check(request.Status, faults, "status.");
    }

    public static void Check(HeartbeatAnswer answer, List<string> faults)
    {
        FleetText.CheckHex("nonce", answer.Nonce, Nonces.Length, faults);
        FleetText.CheckRange("heartbeat_seconds", answer.HeartbeatSeconds, 5, 3_600, faults);
        FleetText.CheckRange("pace.events_per_second", answer.Pace.EventsPerSecond, 0, 1_000_000, faults);
        FleetText.CheckRange("pace.pause_seconds", answer.Pace.PauseSeconds, 0, 600, faults);
    }

    public static void Check(AgentStatus status, List<string> faults, string place = "")
    {
        FleetText.Check($"{place}agent_version", status.AgentVersion, 64, faults);
        FleetText.Check($"{place}host_name", status.HostName, 255, faults);
        FleetText.Check($"{place}os", status.Os, 128, faults);
        FleetText.Check($"{place}shipping_fault", status.ShippingFault, LongestText, faults);
        Count($"{place}uptime_seconds", status.UptimeSeconds, faults);
        Count($"{place}configuration_version", status.ConfigurationVersion, faults);
        Count($"{place}spool_events", status.SpoolEvents, faults);
        Count($"{place}spool_bytes", status.SpoolBytes, faults);
        Count($"{place}shipped", status.Shipped, faults);
        Count($"{place}dropped", status.Dropped, faults);
        Count($"{place}left_out", status.LeftOut, faults);
        Count($"{place}dead_letters", status.DeadLetters, faults);
        Count($"{place}memory_bytes", status.MemoryBytes, faults);
        FleetText.CheckRange($"{place}cpu_permille", status.CpuPermille, 0, 1_024_000, faults);
        if (status.RefusedConfiguration is { } refused)
            Check(refused, faults, $"{place}refused_configuration.");
        if (status.Sources.Length > ConfigurationValidator.MostSources)
        {
            faults.Add($"{place}sources: at most {ConfigurationValidator.MostSources}, was {status.Sources.Length}");
            return;
        }

        for (int i = 0; i < status.Sources.Length; i++)
            Check(status.Sources[i], faults, $"{place}sources[{i}]");
    }

    private static void Check(SourceStatus? source, List<string> faults, string place)
    {
        if (source is null)
        {
            faults.Add($"{place}: null, and an object is expected");
            return;
        }

        FleetText.Check($"{place}.name", source.Name, 64, faults);
        FleetText.Check($"{place}.problem", source.Problem, LongestText, faults);
        Count($"{place}.events", source.Events, faults);
        Count($"{place}.lag_bytes", source.LagBytes, faults);
        Count($"{place}.idle_seconds", source.IdleSeconds, faults);
        Count($"{place}.lost_bytes", source.LostBytes, faults);
    }

    private static void Check(RefusedConfiguration refused, List<string> faults, string place)
    {
        Count($"{place}version", refused.Version, faults);
        if (refused.Reasons.Length is 0 or > MostReasons)
        {
            faults.Add($"{place}reasons: 1 to {MostReasons}, was {refused.Reasons.Length}");
            return;
        }

        for (int i = 0; i < refused.Reasons.Length; i++)
        {
            if (refused.Reasons[i] is null)
                faults.Add($"{place}reasons[{i}]: null, and a text is expected");
            FleetText.Check($"{place}reasons[{i}]", refused.Reasons[i], LongestText, faults);
        }
    }

    private static void Count(string place, long? number, List<string> faults) => FleetText.CheckRange(place, number, 0, long.MaxValue, faults);
}
