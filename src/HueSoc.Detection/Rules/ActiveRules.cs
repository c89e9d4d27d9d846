using HueSoc.Sigma;

namespace HueSoc.Detection.Rules;

/// <summary>The rules in use, as they are at one time. Immutable.</summary>
public sealed record ActiveRules
{
    /// <summary>A hash of the texts of rules and pipelines and the version of the engine.</summary>
    public required string Revision { get; init; }

    /// <summary>The rules that look at one event.</summary>
    public required SigmaEngine Engine { get; init; }
}
