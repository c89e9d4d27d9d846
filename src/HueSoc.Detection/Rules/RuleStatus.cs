using System.Collections.Immutable;
using HueSoc.Sigma.Rules;

namespace HueSoc.Detection.Rules;

/// <summary>What kind of rule.</summary>
#pragma warning disable MA0048 // A rule's status and its words are one thing.
public enum RuleKind
{
    /// <summary>It looks at one event.</summary>
    Rule,

    /// <summary>It looks at the signals of other rules.</summary>
    Correlation,
}

/// <summary>Whether a rule can be honoured.</summary>
public enum RuleStanding
{
    /// <summary>It is evaluated.</summary>
    Active,

    /// <summary>It is valid, and no event of ours can be what it is about.</summary>
    NotApplicable,

    /// <summary>It was refused.</summary>
    Failed,
}

/// <summary>A rule and how it is.</summary>
public sealed record RuleStatus
{
    /// <summary>The rule's id; of a document that could not be read so far, <c>path:line</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The title; empty when it could not be read.</summary>
    public required string Title { get; init; }

    /// <summary>The level.</summary>
    public required SigmaLevel Level { get; init; }

    /// <summary>The tags as written.</summary>
    public ImmutableArray<string> Tags { get; init; } = [];

    /// <summary>Where it is written: <c>path:line</c>.</summary>
    public required string Path { get; init; }

    /// <summary>What kind of rule.</summary>
    public required RuleKind Kind { get; init; }

    /// <summary>Whether it can be honoured.</summary>
    public required RuleStanding Status { get; init; }

    /// <summary>Why not, if it cannot.</summary>
    public string? Reason { get; init; }

    /// <summary>Whether it is on in the city.</summary>
    public required bool CityEnabled { get; init; }

    /// <summary>The agencies it is off for although it is on in the city.</summary>
    public required ImmutableArray<string> DisabledFor { get; init; }

    /// <summary>How it did so far.</summary>
    public required RuleHealth Health { get; init; }
}

/// <summary>How a rule did so far.</summary>
public sealed record RuleHealth
{
    /// <summary>When the server last saw it match; null for never.</summary>
    public DateTimeOffset? LastMatch { get; init; }

    /// <summary>How many signals it gave.</summary>
    public long Matches { get; init; }

    /// <summary>How many evaluations ended without an answer, such as by a regular expression that took too long.</summary>
    public long Errors { get; init; }

    /// <summary>The last error.</summary>
    public string? LastError { get; init; }

    /// <summary>The time spent on it alone, estimated from samples.</summary>
    public TimeSpan TimeSpent { get; init; }

    /// <summary>That time as a share of all time spent evaluating since the server started, 0 to 1.</summary>
    public double CpuShare { get; init; }
}
