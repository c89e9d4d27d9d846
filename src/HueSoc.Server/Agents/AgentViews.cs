using System.Collections.Immutable;
using System.Text;
using HueSoc.Fleet.Configuration;
using HueSoc.Fleet.Enrollment;
using HueSoc.Server.Json;
using HueSoc.Storage.Control.Agents;

namespace HueSoc.Server.Agents;

#pragma warning disable MA0048 // What the routes show and take.
/// <summary>An enrolled agent as people are shown it.</summary>
internal sealed record AgentView
{
    /// <summary>Its id, which follows from its public key.</summary>
    public required string Id { get; init; }

    /// <summary>The agency it belongs to; empty for the city alone.</summary>
    public required string Agency { get; init; }

    /// <summary>The name of its machine.</summary>
    public required string HostName { get; init; }

    /// <summary>What class of device it is taken for.</summary>
    public required DeviceClass Class { get; init; }

    /// <summary>Its group; null for none.</summary>
    public required string? Group { get; init; }

    /// <summary>How it is.</summary>
    public required ShownState State { get; init; }

    /// <summary>Since when the server has stood to it as it does.</summary>
    public required DateTimeOffset StateSince { get; init; }

    /// <summary>Why, in words.</summary>
    public required string? StateReason { get; init; }

    /// <summary>When it was enrolled last.</summary>
    public required DateTimeOffset Enrolled { get; init; }

    /// <summary>The token it was enrolled with.</summary>
    public required string Token { get; init; }

    /// <summary>When its last heartbeat came; null when none did.</summary>
    public required DateTimeOffset? LastSeen { get; init; }

    /// <summary>The version of the configuration it works by; 0 for none of ours.</summary>
    public required long ConfigurationVersion { get; init; }

    /// <summary>Counts the changes made to it, for If-Match.</summary>
    public required long Version { get; init; }

    /// <summary>What it reported last; null when it never did.</summary>
    public required RawJson Status { get; init; }

    /// <summary>The view of an agent.</summary>
    public static AgentView Of(EnrolledAgent agent, AgentStore agents) => new()
    {
        Id = agent.Id,
        Agency = agent.Agency,
        HostName = agent.HostName,
        Class = agent.Class,
        Group = agent.Group,
        State = agents.ShownStateOf(agent),
        StateSince = agent.StateSince,
        StateReason = agent.StateReason,
        Enrolled = agent.Enrolled,
        Token = agent.Token,
        LastSeen = agent.LastSeen,
        ConfigurationVersion = agent.ConfigurationVersion,
        Version = agent.Version,
        Status = new(agent.Status is { } status ? Encoding.UTF8.GetBytes(status) : default),
    };
}

/// <summary>How many agents there are.</summary>
/// <param name="Agencies">By agency.</param>
internal sealed record AgentCountsView(ImmutableArray<AgentCounts> Agencies)
{
    /// <summary>How many report.</summary>
    public long Active => Agencies.Sum(agency => agency.Active);

    /// <summary>How many do not.</summary>
    public long Silent => Agencies.Sum(agency => agency.Silent);

    /// <summary>How many are in quarantine.</summary>
    public long Quarantined => Agencies.Sum(agency => agency.Quarantined);

    /// <summary>How many were revoked.</summary>
    public long Revoked => Agencies.Sum(agency => agency.Revoked);
}

/// <summary>What of an agent is to be changed. What is left out stays.</summary>
internal sealed record AgentEditRequest
{
    /// <summary>What class of device it is taken for.</summary>
    public DeviceClass? Class { get; init; }

    /// <summary>Its group; empty for none.</summary>
    public string? Group { get; init; }

    /// <summary>Why it is released from quarantine, 1 to 500 characters; left out when it is not.</summary>
    public string? ReleaseReason { get; init; }
}

/// <summary>A token for enrollment to be made.</summary>
internal sealed record EnrollmentTokenRequest
{
    /// <summary>The agency its agents belong to; left out for the city alone.</summary>
    public string? Agency { get; init; }

    /// <summary>The group they are put into; left out for none.</summary>
    public string? Group { get; init; }

    /// <summary>What they are taken for; left out for workstations, or what an agent is already.</summary>
    public DeviceClass? Class { get; init; }

    /// <summary>For how many hours it is taken, 1 to 8,760; left out for 24.</summary>
    public int? Hours { get; init; }

    /// <summary>How many agents it lets in, 1 to 10,000; left out for one.</summary>
    public long? Uses { get; init; }
}

/// <summary>A configuration of agents as it was set.</summary>
/// <param name="Target">Whom it is for: default, agency:CODE or group:NAME.</param>
/// <param name="Version">Its version, which rises with every change of any target.</param>
/// <param name="Created">When it was set.</param>
/// <param name="CreatedBy">Who set it.</param>
/// <param name="Configuration">What it says.</param>
internal sealed record ConfigurationView(string Target, long Version, DateTimeOffset Created, string CreatedBy, AgentConfiguration Configuration)
{
    /// <summary>The view of a configuration.</summary>
    public static ConfigurationView Of(StoredConfiguration stored) => new(stored.Target, stored.Configuration.Version, stored.Created, stored.CreatedBy, stored.Configuration);
}
