using HueSoc.Agent.Enrollment;
using HueSoc.Events.Logs;

namespace HueSoc.Agent.Running;

/// <summary>What every event of a machine says of it.</summary>
internal static class MachineFields
{
    /// <summary>The fields.</summary>
    /// <param name="machine">The machine.</param>
    /// <param name="agentId">The agent's id; null when it is not enrolled.</param>
    public static ConstantFields Of(MachineFacts machine, string? agentId)
    {
        ConstantFields fields = new ConstantFields()
            .Add("host.name", machine.HostName)
            .Add("host.os.type", OperatingSystem.IsWindows() ? "windows" : "linux")
            .Add("host.os.full", machine.Os)
            .Add("agent.type", "huesoc")
            .Add("agent.version", machine.AgentVersion);
        if (agentId is not null)
            fields.Add("agent.id", agentId);
        return fields;
    }
}
