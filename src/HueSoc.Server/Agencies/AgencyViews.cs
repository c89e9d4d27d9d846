using System.Collections.Immutable;
using HueSoc.Storage.Control.Agencies;

namespace HueSoc.Server.Agencies;

/// <summary>An agency of the register.</summary>
#pragma warning disable MA0048 // The views of one resource.
internal sealed record AgencyView
{
    /// <summary>Its code, as in organization.id of its events.</summary>
    public required string Code { get; init; }

    /// <summary>Its official name.</summary>
    public required string Name { get; init; }

    /// <summary>Other names it is known by.</summary>
    public required ImmutableArray<string> Names { get; init; }

    /// <summary>What kind of agency.</summary>
    public required string Type { get; init; }

    /// <summary>The code of the agency it is below; empty for none.</summary>
    public required string Parent { get; init; }

    /// <summary>What was merged into it.</summary>
    public required ImmutableArray<Predecessor> Predecessors { get; init; }

    /// <summary>How far name and code were checked, and against what.</summary>
    public required string Verification { get; init; }

    /// <summary>Its version, for If-Match.</summary>
    public required long Version { get; init; }

    /// <summary>The view of an agency.</summary>
    public static AgencyView Of(Agency agency) => new()
    {
        Code = agency.Facts.Code,
        Name = agency.Facts.Name,
        Names = agency.Facts.Names,
        Type = agency.Facts.Type,
        Parent = agency.Facts.Parent,
        Predecessors = agency.Facts.Predecessors,
        Verification = agency.Facts.Verification,
        Version = agency.Version,
    };
}

/// <summary>What is known of an agency.</summary>
internal sealed record AgencyRequest
{
    /// <summary>Its official name.</summary>
    public required string Name { get; init; }

    /// <summary>Other names it is known by.</summary>
    public ImmutableArray<string>? Names { get; init; }

    /// <summary>What kind of agency, such as so or phuong.</summary>
    public required string Type { get; init; }

    /// <summary>The code of the agency it is below; left out for none.</summary>
    public string? Parent { get; init; }

    /// <summary>What was merged into it.</summary>
    public ImmutableArray<Predecessor>? Predecessors { get; init; }

    /// <summary>How far name and code were checked, and against what.</summary>
    public string? Verification { get; init; }

    /// <summary>The facts of a new agency.</summary>
    public AgencyFacts ToFacts(string code) => new()
    {
        Code = code,
        Name = Name,
        Names = Names ?? [],
        Type = Type,
        Parent = Parent ?? "",
        Predecessors = Predecessors ?? [],
        Verification = Verification ?? "",
    };

    /// <summary>The change of an agency that is there.</summary>
    public AgencyEdit ToEdit() => new()
    {
        Name = Name,
        Names = Names ?? [],
        Type = Type,
        Parent = Parent ?? "",
        Predecessors = Predecessors ?? [],
        Verification = Verification ?? "",
    };
}
