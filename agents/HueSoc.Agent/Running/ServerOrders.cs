using System.Collections.Immutable;
using HueSoc.Agent.Enrollment;
using HueSoc.Fleet.Configuration;
using HueSoc.Fleet.Enrollment;
using HueSoc.Fleet.Heartbeats;

namespace HueSoc.Agent.Running;

/// <summary>Does what the server says.</summary>
/// <param name="configure">Works by another configuration.</param>
/// <param name="pace">Ships at another pace.</param>
/// <param name="log">Where it is told.</param>
internal sealed class ServerOrders(Action<AgentConfiguration> configure, Action<ShippingPace> pace, AgentLog log) : IHeartbeatListener
{
    /// <inheritdoc/>
    public ImmutableArray<string> Apply(AgentConfiguration configuration)
    {
        configure(configuration);
        return [];
    }

    /// <inheritdoc/>
    public void Answered(AgentState state, ShippingPace told)
    {
        log.State("heartbeat", null);
        log.State("enrollment", state switch
        {
            AgentState.Quarantined => "the server has put this agent into quarantine: its events are marked",
            AgentState.Revoked => "the server has revoked this agent",
            _ => null,
        });
        pace(told);
    }

    /// <inheritdoc/>
    public void Failed(string reason, bool isRefused) =>
        log.State("heartbeat", isRefused ? $"{reason}; the machine has to be enrolled again" : reason);
}
