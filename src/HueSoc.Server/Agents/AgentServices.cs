using HueSoc.Detection.Fleet;
using HueSoc.Server.Hosting;
using HueSoc.Storage.Control.Agents;

namespace HueSoc.Server.Agents;

/// <summary>Puts what serves agents into a host.</summary>
internal static class AgentServices
{
    /// <summary>Adds the parts.</summary>
    public static void AddAgents(this IServiceCollection services, ServerOptions options)
    {
        services.AddSingleton(new FleetWatchOptions
        {
            DeviceSilence = TimeSpan.FromMinutes(options.AgentSilenceMinutes),
            WorkingHours = new() { From = options.WorkFrom, To = options.WorkTo },
        });
        services.AddSingleton<FleetAlerts>();
        services.AddSingleton<IAgentIncidents>(provider => provider.GetRequiredService<FleetAlerts>());
        services.AddSingleton<FleetWatch>();
        services.AddSingleton<AgentStore>();
        services.AddSingleton<EnrollmentTokenStore>();
        services.AddSingleton<AgentConfigurationStore>();
        services.AddSingleton<AgentEnrollment>();
        services.AddSingleton<AgentHeartbeats>();
        services.AddSingleton<AgentRateLimits>();
        services.AddSingleton<HeartbeatFaults>();
        services.AddSingleton<AgentEndpoint>();
    }
}
