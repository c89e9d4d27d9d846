using HueSoc.Sigma.Detections;
using HueSoc.Sigma.Pipelines.Reading;

namespace HueSoc.Sigma.Pipelines.Transformations;

/// <summary><c>set_state</c>: remembers a value for later conditions.</summary>
internal sealed class SetState(string key, SigmaValue value) : ITransformation
{
    /// <summary>Reads the transformation.</summary>
    public static SetState Read(Parameters parameters) => new(parameters.Text("key"), parameters.Scalar("val"));

    /// <inheritdoc/>
    public void Apply(RuleDraft draft, PipelineItem step) => draft.SetState(key, value);
}
