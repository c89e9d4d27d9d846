namespace HueSoc.Agent.Collectors.WindowsLog;

/// <summary>The datasets of channels: the names that Elastic's integrations have for them, so that what is made for those finds our events.</summary>
internal static class EventLogDatasets
{
    /// <summary>The dataset of a channel.</summary>
    public static string Of(string channel) => channel.ToLowerInvariant() switch
    {
        "security" => "system.security",
        "system" => "system.system",
        "application" => "system.application",
        "forwardedevents" => "windows.forwarded",
        "windows powershell" => "windows.powershell",
        "microsoft-windows-powershell/operational" => "windows.powershell_operational",
        "microsoft-windows-sysmon/operational" => "windows.sysmon_operational",
        "microsoft-windows-windows defender/operational" => "windows.windows_defender",
        _ => "winlog.winlog",
    };
}
