using HueSoc.Fleet.Heartbeats;

namespace HueSoc.Agent.Enrollment;

/// <summary>Says how the agent is. Asked once for each heartbeat.</summary>
internal interface IAgentStatus
{
    /// <summary>
    /// How it is now. What it says of <see cref="AgentStatus.ClockOffsetMilliseconds"/> and <see cref="AgentStatus.RefusedConfiguration"/>
    /// is not looked at: that is known to whoever asks. Texts and counts keep within the bounds of <see cref="AgentStatus"/>.
    /// </summary>
    AgentStatus Read();
}
