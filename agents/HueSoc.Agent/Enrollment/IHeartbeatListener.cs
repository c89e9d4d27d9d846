using System.Collections.Immutable;
using HueSoc.Fleet.Configuration;
using HueSoc.Fleet.Enrollment;
using HueSoc.Fleet.Heartbeats;

namespace HueSoc.Agent.Enrollment;

/// <summary>Is told what the server says. Its members return soon; they are called on the heartbeat's own time, one after the other.</summary>
internal interface IHeartbeatListener
{
    /// <summary>There is another configuration, which has been checked. It is to be applied now.</summary>
    /// <returns>Why it cannot be, in words; empty when it was.</returns>
    ImmutableArray<string> Apply(AgentConfiguration configuration);

    /// <summary>The server answered.</summary>
    /// <param name="state">How it stands to the agent.</param>
    /// <param name="pace">How fast may be shipped.</param>
    void Answered(AgentState state, ShippingPace pace);

    /// <summary>The server did not answer, or refused the agent.</summary>
    /// <param name="reason">Why, in words.</param>
    /// <param name="isRefused">Whether it does not know the agent's key, or not any more: somebody has to enroll it again.</param>
    void Failed(string reason, bool isRefused);
}
