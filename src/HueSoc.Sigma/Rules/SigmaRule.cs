using System.Collections.Immutable;
using HueSoc.Sigma.Conditions;
using HueSoc.Sigma.Detections;

namespace HueSoc.Sigma.Rules;

/// <summary>One detection rule, read and validated; its modifiers have been applied to its values.</summary>
public sealed record SigmaRule
{
    /// <summary>The rule's id, or one made from its path and title when it has none.</summary>
    public required string Id { get; init; }

    /// <summary>The title.</summary>
    public required string Title { get; init; }

    /// <summary>The name other documents may refer to it by, if it has one.</summary>
    public string? Name { get; init; }

    /// <summary>The level; <see cref="SigmaLevel.Medium"/> when the rule gives none.</summary>
    public SigmaLevel Level { get; init; } = SigmaLevel.Medium;

    /// <summary>The status as written (<c>stable</c>, <c>test</c>, …), if there is one.</summary>
    public string? Status { get; init; }

    /// <summary>The tags as written, such as <c>attack.t1059.001</c>.</summary>
    public ImmutableArray<string> Tags { get; init; } = [];

    /// <summary>The log source.</summary>
    public required LogSource LogSource { get; init; }

    /// <summary>The search identifiers, in the order of the document.</summary>
    public required ImmutableArray<NamedDetection> Detections { get; init; }

    /// <summary>The conditions; any of them suffices.</summary>
    public required ImmutableArray<ConditionNode> Conditions { get; init; }

    /// <summary>The fields whose values are wanted of the events it matches; pipelines map them like those of its detections.</summary>
    internal ImmutableArray<WatchedField> Watched { get; init; } = [];

    /// <summary>Where the document begins.</summary>
    public required SourceLocation Location { get; init; }

    /// <summary>The rule as it is called in messages.</summary>
    public override string ToString() => $"{Title} ({Id})";
}
