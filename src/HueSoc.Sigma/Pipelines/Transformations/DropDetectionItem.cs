using HueSoc.Sigma.Detections;

namespace HueSoc.Sigma.Pipelines.Transformations;

/// <summary><c>drop_detection_item</c>: the item is taken out, as if the rule had never asked.</summary>
internal sealed class DropDetectionItem : ItemTransformation
{
    /// <inheritdoc/>
    protected override DetectionNode? Transform(RuleDraft draft, PipelineItem step, DetectionItem item) => null;
}
