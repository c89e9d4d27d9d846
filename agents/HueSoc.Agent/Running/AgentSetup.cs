using System.Collections.Immutable;
using HueSoc.Fleet.Configuration;

namespace HueSoc.Agent.Running;

/// <summary>What an agent starts with.</summary>
internal sealed record AgentSetup
{
    /// <summary>Where its state is.</summary>
    public required AgentPaths Paths { get; init; }

    /// <summary>Its id; null when it is not enrolled.</summary>
    public string? AgentId { get; init; }

    /// <summary>Where events go; the first is preferred.</summary>
    public required ImmutableArray<Uri> ShipTo { get; init; }

    /// <summary>The key, <c>id:secret</c>; null for none.</summary>
    public string? ApiKey { get; init; }

    /// <summary>The SHA-256 of a certificate that must be in the server's chain; null to trust what the system trusts.</summary>
    public string? CertificatePin { get; init; }

    /// <summary>What it begins to work by.</summary>
    public required AgentConfiguration Configuration { get; init; }
}
