using HueSoc.Sigma.Detections;
using HueSoc.Sigma.Pipelines.Reading;

namespace HueSoc.Sigma.Pipelines.Transformations;

/// <summary><c>detection_item_failure</c>: the pipeline cannot honour a rule with such a detection item.</summary>
internal sealed class DetectionItemFailure(string message) : ItemTransformation
{
    /// <summary>Reads the transformation.</summary>
    public static DetectionItemFailure Read(Parameters parameters) => new(parameters.Text("message"));

    /// <inheritdoc/>
    protected override DetectionNode Transform(RuleDraft draft, PipelineItem step, DetectionItem item)
    {
        draft.Fail(message, item.Line);
        return item;
    }
}
