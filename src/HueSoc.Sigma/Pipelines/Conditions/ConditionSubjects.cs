using HueSoc.Sigma.Detections;

namespace HueSoc.Sigma.Pipelines.Conditions;

/// <summary>What a detection-item condition looks at.</summary>
/// <param name="Draft">The rule as far as it has come.</param>
/// <param name="Item">The item.</param>
#pragma warning disable MA0048 // The two subjects belong side by side; a rule condition's subject is the draft itself.
internal readonly record struct ItemSubject(RuleDraft Draft, DetectionItem Item);

/// <summary>What a field-name condition looks at.</summary>
/// <param name="Draft">The rule as far as it has come.</param>
/// <param name="Field">The name; null for keywords.</param>
/// <param name="Item">The item whose field it is; null when the name stands in a value (<c>fieldref</c>).</param>
internal readonly record struct FieldSubject(RuleDraft Draft, string? Field, DetectionItem? Item);
