using System.Collections.Immutable;

namespace HueSoc.Sigma.Pipelines.Transformations;

/// <summary>What a pipeline step does. One class and one line in <see cref="TransformationTypes"/> make a new one.</summary>
internal interface ITransformation
{
    /// <summary>The steps inside it.</summary>
    public ImmutableArray<PipelineItem> Inner => [];

    /// <summary>Works on a rule that the step is meant for.</summary>
    /// <param name="draft">The rule.</param>
    /// <param name="step">The step, which knows the detection items and fields that are meant.</param>
    public void Apply(RuleDraft draft, PipelineItem step);
}
