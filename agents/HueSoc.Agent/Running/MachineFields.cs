using System.Reflection;
using System.Runtime.InteropServices;
using HueSoc.Events.Logs;

namespace HueSoc.Agent.Running;

/// <summary>What every event of this machine says of it.</summary>
internal static class MachineFields
{
    /// <summary>The agent's version.</summary>
    public static string Version { get; } =
        typeof(MachineFields).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0";

    /// <summary>What the machine calls itself.</summary>
    public static string HostName { get; } = Environment.MachineName;

    /// <summary>Its operating system: <c>linux</c> or <c>windows</c>.</summary>
    public static string OperatingSystemType { get; } = OperatingSystem.IsWindows() ? "windows" : "linux";

    /// <summary>Its operating system as it names itself, such as <c>Debian GNU/Linux 12 (bookworm)</c>.</summary>
    public static string OperatingSystemName { get; } = RuntimeInformation.OSDescription;

    /// <summary>The same as fields.</summary>
    /// <param name="agentId">The agent's id; null when it is not enrolled.</param>
    public static ConstantFields Of(string? agentId)
    {
        ConstantFields fields = new ConstantFields()
            .Add("host.name", HostName)
            .Add("host.os.type", OperatingSystemType)
            .Add("agent.type", "huesoc")
            .Add("agent.version", Version);
        if (agentId is not null)
            fields.Add("agent.id", agentId);
        return fields;
    }
}
