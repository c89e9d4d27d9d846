using System.Collections.Immutable;
using HueSoc.Sigma.Detections;

namespace HueSoc.Sigma.Pipelines.Transformations;

/// <summary>Puts detection nodes together.</summary>
internal static class DetectionNodes
{
    /// <summary>Every part must hold; a single part stands for itself.</summary>
    public static DetectionNode All(ImmutableArray<DetectionNode> parts) => parts.Length == 1 ? parts[0] : new DetectionAll(parts);

    /// <summary>One part must hold; a single part stands for itself.</summary>
    public static DetectionNode Any(ImmutableArray<DetectionNode> parts) => parts.Length == 1 ? parts[0] : new DetectionAny(parts);

    /// <summary>The opposite of a node.</summary>
    public static DetectionNode Opposite(DetectionNode node) => node switch
    {
        DetectionItem item => item with { Negated = !item.Negated },
        DetectionAll all => new DetectionAny([.. all.Parts.Select(Opposite)]),
        DetectionAny any => new DetectionAll([.. any.Parts.Select(Opposite)]),
        _ => throw new InvalidOperationException($"unknown node {node.GetType().Name}"),
    };
}
