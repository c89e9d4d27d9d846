using System.Collections.Immutable;

namespace HueSoc.Storage.Control.Agencies;

/// <summary>What is known of an agency: what the shipped file says of it, or an administrator.</summary>
#pragma warning disable MA0048 // The facts, the entry and the predecessor are one thing.
public sealed record AgencyFacts
{
    /// <summary>Its code, as in <c>organization.id</c> of its events: 1 to 32 ASCII letters, digits and <c>. - _</c>.</summary>
    public required string Code { get; init; }

    /// <summary>Its official name.</summary>
    public required string Name { get; init; }

    /// <summary>Other names it is known by.</summary>
    public ImmutableArray<string> Names { get; init; } = [];

    /// <summary>What kind of agency, as in <c>so</c> or <c>phuong</c>.</summary>
    public required string Type { get; init; }

    /// <summary>The code of the agency it is below; empty for none.</summary>
    public string Parent { get; init; } = string.Empty;

    /// <summary>What was merged into it.</summary>
    public ImmutableArray<Predecessor> Predecessors { get; init; } = [];

    /// <summary>How far name and code were checked, and against what; empty when nobody did.</summary>
    public string Verification { get; init; } = string.Empty;
}

/// <summary>An agency of the register.</summary>
/// <param name="Facts">What is known of it.</param>
/// <param name="IsShipped">Whether the shipped file knows it.</param>
/// <param name="Version">Counts the changes made to it, for <c>If-Match</c>.</param>
public sealed record Agency(AgencyFacts Facts, bool IsShipped, long Version)
{
    /// <summary>Its code.</summary>
    public string Code => Facts.Code;
}

/// <summary>An agency that was merged into another.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Code">Its code, if it was ever in the register, so that its events are found; else empty.</param>
/// <param name="Year">The year of the merger; null when it is not known.</param>
/// <param name="Abbreviation">The short form of its name; empty for none.</param>
public sealed record Predecessor(string Name, string Code = "", int? Year = null, string Abbreviation = "");
