using System.ComponentModel;
using HueSoc.Fleet.Enrollment;
using HueSoc.Server.Json;
using HueSoc.Storage.Control.Agents;
using Microsoft.AspNetCore.Http.HttpResults;

namespace HueSoc.Server.Agents;

/// <summary>Which agents are asked for.</summary>
/// <param name="Agency">The agency.</param>
/// <param name="Group">The group.</param>
/// <param name="Class">The class of device.</param>
/// <param name="State">How they are.</param>
internal sealed record AgentQuestion(
    [property: Description("Only those of this agency.")] string? Agency,
    [property: Description("Only those of this group.")] string? Group,
    [property: Description("Only devices of this class: workstation, server, always_on.")] string? Class,
    [property: Description("Only those that are active, silent, quarantined or revoked.")] string? State)
{
    /// <summary>Reads the question into a filter.</summary>
    /// <returns>What is wrong with it; null when nothing is.</returns>
    public ProblemHttpResult? Read(out AgentFilter filter)
    {
        QueryReader reader = new();
        filter = new()
        {
            Agency = reader.Text("agency", Agency),
            Group = reader.Text("group", Group),
            Class = reader.Word<DeviceClass>("class", Class),
            State = reader.Word<ShownState>("state", State),
        };
        return reader.Problem;
    }
}
