namespace HueSoc.Sigma.Detections;

/// <summary>A search identifier and what it searches for.</summary>
/// <param name="Name">The name that conditions refer to.</param>
/// <param name="Root">What must hold.</param>
public sealed record NamedDetection(string Name, DetectionNode Root);
