using HueSoc.Fleet.Configuration;

namespace HueSoc.Storage.Control.Agents;

/// <summary>A configuration of agents as it was set.</summary>
/// <param name="Target">Whom it is for.</param>
/// <param name="Created">When it was set.</param>
/// <param name="CreatedBy">Who set it.</param>
/// <param name="Configuration">What it says; its version rises with every change of any target.</param>
public sealed record StoredConfiguration(string Target, DateTimeOffset Created, string CreatedBy, AgentConfiguration Configuration);
