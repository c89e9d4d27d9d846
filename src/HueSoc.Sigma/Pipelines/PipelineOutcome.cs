using System.Collections.Immutable;
using HueSoc.Sigma.Rules;

namespace HueSoc.Sigma.Pipelines;

/// <summary>What the pipelines made of a rule: variants to evaluate, or why there are none.</summary>
/// <param name="Variants">The rule as each pipeline that maps its log source made it; the rule matches if any variant does.</param>
/// <param name="NotApplicable">Why the rule is valid but cannot be evaluated (no pipeline maps its log source, a placeholder has no values); null when there are variants.</param>
/// <param name="Failure">Why a pipeline refused the rule (<c>rule_failure</c>); null when there are variants.</param>
public sealed record PipelineOutcome(ImmutableArray<SigmaRule> Variants, string? NotApplicable, RuleProblem? Failure);
