using HueSoc.Fleet.Enrollment;

namespace HueSoc.Storage.Control.Agents;

/// <summary>A token that agents are enrolled with.</summary>
public sealed record EnrollmentToken
{
    /// <summary>Its public name: 16 lower-case hex digits.</summary>
    public required string Id { get; init; }

    /// <summary>The agency its agents belong to; empty for the city alone.</summary>
    public required string Agency { get; init; }

    /// <summary>The group they are put into; null for none, or the one an agent is in already.</summary>
    public required string? Group { get; init; }

    /// <summary>What they are taken for; null for workstations, or what an agent is already.</summary>
    public required DeviceClass? Class { get; init; }

    /// <summary>How many agents it lets in.</summary>
    public required long Uses { get; init; }

    /// <summary>How many it still lets in.</summary>
    public required long UsesLeft { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>Who made it.</summary>
    public required string CreatedBy { get; init; }

    /// <summary>Until when it is taken.</summary>
    public required DateTimeOffset Expires { get; init; }

    /// <summary>When it was taken back; null when it was not.</summary>
    public required DateTimeOffset? Revoked { get; init; }
}
