using System.Collections.Immutable;
using HueSoc.Sigma;
using HueSoc.Sigma.Correlations;

namespace HueSoc.Detection.Rules;

/// <summary>The rules in use, as they are at one time. Immutable.</summary>
public sealed record ActiveRules
{
    /// <summary>A hash of the texts of rules and pipelines and the build of the engine.</summary>
    public required string Revision { get; init; }

    /// <summary>The rules that look at one event.</summary>
    public required SigmaEngine Engine { get; init; }

    /// <summary>The rules that look at the signals of others.</summary>
    public required CorrelationSet Correlations { get; init; }

    /// <summary>Which of them are off.</summary>
    internal RuleStates States { get; init; } = RuleStates.None;

    /// <summary>The rules that were refused, by id or place.</summary>
    internal ImmutableArray<string> Failed { get; init; } = [];

    /// <summary>Whether a rule is on for the events of an agency.</summary>
    /// <param name="ruleId">The rule.</param>
    /// <param name="agency">The agency's code; empty for events of the city alone.</param>
    public bool IsOn(string ruleId, string agency) => !States.IsOff(ruleId, agency);

    /// <summary>For each rule of the engine whether it is off for the whole city; null when none is.</summary>
    internal bool[]? OffInCity()
    {
        bool[] off = [.. Engine.Rules.Select(rule => States.IsOff(rule.Id))];
        return off.Contains(true) ? off : null;
    }
}
