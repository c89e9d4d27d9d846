using System.Collections.Immutable;

namespace HueSoc.Sigma.Conditions;

/// <summary>A condition as a tree (Sigma rules specification, "Condition").</summary>
#pragma warning disable MA0048 // One small closed hierarchy reads best in one place.
public abstract record ConditionNode;

/// <summary>Every part must hold.</summary>
/// <param name="Parts">The parts, at least one.</param>
public sealed record ConditionAnd(ImmutableArray<ConditionNode> Parts) : ConditionNode;

/// <summary>One part must hold.</summary>
/// <param name="Parts">The parts, at least one.</param>
public sealed record ConditionOr(ImmutableArray<ConditionNode> Parts) : ConditionNode;

/// <summary>The part must not hold.</summary>
/// <param name="Part">The part.</param>
public sealed record ConditionNot(ConditionNode Part) : ConditionNode;

/// <summary>A search identifier. Quantifiers (<c>1 of</c>, <c>all of</c>) have been resolved into these.</summary>
/// <param name="Name">The identifier's name, which exists in the rule.</param>
public sealed record ConditionIdentifier(string Name) : ConditionNode;
