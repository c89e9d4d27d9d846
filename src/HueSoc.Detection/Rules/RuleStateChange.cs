namespace HueSoc.Detection.Rules;

/// <summary>What became of a request to switch a rule.</summary>
#pragma warning disable MA0048 // The answer and its word are one thing.
public enum RuleStateOutcome
{
    /// <summary>It is as was asked for.</summary>
    Done,

    /// <summary>There is no such rule.</summary>
    NotFound,
}

/// <summary>The answer to a request to switch a rule.</summary>
/// <param name="Outcome">What became of it.</param>
/// <param name="Rule">The rule as it is now, when there is one.</param>
public sealed record RuleStateChange(RuleStateOutcome Outcome, RuleStatus? Rule);
