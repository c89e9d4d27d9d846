namespace HueSoc.Agent.Running;

/// <summary>Where things are when the command line does not say.</summary>
internal static class DefaultPaths
{
    /// <summary>The state: <c>/var/lib/huesoc-agent</c>, or <c>C:\ProgramData\HueSoc\Agent\State</c>.</summary>
    public static string State => OperatingSystem.IsWindows() ? Path.Combine(WindowsFolder, "State") : "/var/lib/huesoc-agent";

    /// <summary>The agent's own file: <c>/etc/huesoc-agent/agent.json</c>, or <c>C:\ProgramData\HueSoc\Agent\agent.json</c>.</summary>
    public static string Config => OperatingSystem.IsWindows() ? Path.Combine(WindowsFolder, "agent.json") : "/etc/huesoc-agent/agent.json";

    private static string WindowsFolder => Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.CommonApplicationData), "HueSoc", "Agent");
}
