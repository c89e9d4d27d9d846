using System.Collections.Immutable;
using HueSoc.Agent.Enrollment;
using HueSoc.Fleet.Configuration;
using HueSoc.Fleet.Json;

namespace HueSoc.Agent.Running;

/// <summary>What an agent starts with.</summary>
internal sealed record AgentSetup
{
    /// <summary>Where its state is.</summary>
    public required AgentPaths Paths { get; init; }

    /// <summary>The machine.</summary>
    public required MachineFacts Machine { get; init; }

    /// <summary>Who it is; null when it is not enrolled.</summary>
    public AgentIdentity? Identity { get; init; }

    /// <summary>Where events go; the first is preferred.</summary>
    public required ImmutableArray<Uri> ShipTo { get; init; }

    /// <summary>The key, <c>id:secret</c>; null for none.</summary>
    public string? ApiKey { get; init; }

    /// <summary>The SHA-256 of a certificate that must be in the server's chain; null to trust what the system trusts.</summary>
    public string? CertificatePin { get; init; }

    /// <summary>What it begins to work by.</summary>
    public required AgentConfiguration Configuration { get; init; }

    /// <summary>Reads it from the state folder, if the machine is enrolled, and else from the agent's own file.</summary>
    /// <param name="paths">The state.</param>
    /// <param name="config">The agent's own file; it need not be there.</param>
    /// <param name="faults">Gets everything that is wrong.</param>
    /// <returns>Null when there are faults that leave nothing to work by.</returns>
    public static AgentSetup? Read(AgentPaths paths, string config, List<string> faults)
    {
        EnrollmentState state = new(paths.State);
        MachineFacts machine = MachineFacts.Read(state);
        List<string> localFaults = [];
        LocalSettings local = File.Exists(config) ? LocalSettings.Read(File.ReadAllBytes(config), localFaults) : new();
        faults.AddRange(localFaults.Select(fault => $"{config}: {fault}"));
        if (state.ReadIdentity() is { } identity)
        {
            Reading<AgentConfiguration>? told = state.ReadConfiguration();
            if (told is { IsSound: false })
                faults.Add($"{state.ConfigurationPath}: {told.FaultText}");
            return new AgentSetup
            {
                Paths = paths,
                Machine = machine,
                Identity = identity,
                ShipTo = [.. identity.IngestAddresses.Select(address => new Uri(address))],
                ApiKey = identity.IngestKey,
                CertificatePin = identity.CaPin,
                Configuration = told?.Value ?? local.Configuration ?? new AgentConfiguration(),
            };
        }

        if (localFaults.Count > 0)
            return null;
        if (local.ShipTo.IsEmpty)
        {
            faults.Add($"nothing says where to ship to: enrol the machine (huesoc-agent enroll), or name ship_to in {config}");
            return null;
        }

        return new AgentSetup
        {
            Paths = paths,
            Machine = machine,
            ShipTo = local.ShipTo,
            ApiKey = local.ApiKey,
            CertificatePin = local.CertificatePin,
            Configuration = local.Configuration ?? new AgentConfiguration(),
        };
    }
}
