using System.Collections.Immutable;
using HueSoc.Sigma.Pipelines.Reading;

namespace HueSoc.Sigma.Pipelines.Transformations;

/// <summary><c>nest</c>: several steps under the conditions of one.</summary>
internal sealed class Nest(ImmutableArray<PipelineItem> items) : ITransformation
{
    /// <inheritdoc/>
    public ImmutableArray<PipelineItem> Inner => items;

    /// <summary>Reads the transformation.</summary>
    public static Nest Read(Parameters parameters) => new(parameters.Reader.ReadItems(parameters, "items"));

    /// <inheritdoc/>
    public void Apply(RuleDraft draft, PipelineItem step)
    {
        foreach (PipelineItem item in items)
        {
            if (draft.Failure is null)
                item.Apply(draft);
        }
    }
}
