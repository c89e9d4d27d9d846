using HueSoc.Sigma.Pipelines.Reading;

namespace HueSoc.Sigma.Pipelines.Transformations;

/// <summary>A transformation of something that matching does not look at.</summary>
internal sealed class NoEffect : ITransformation
{
    /// <summary>Reads the transformation.</summary>
    /// <param name="parameters">The parameters.</param>
    /// <param name="key">The parameter it has.</param>
    public static NoEffect Read(Parameters parameters, string key)
    {
        parameters.Texts(key);
        return new();
    }

    /// <inheritdoc/>
    public void Apply(RuleDraft draft, PipelineItem step)
    {
        // The step still counts as applied, which is all that others can see of it.
    }
}
