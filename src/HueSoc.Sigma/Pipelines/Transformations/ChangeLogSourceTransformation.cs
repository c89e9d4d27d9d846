using HueSoc.Sigma.Pipelines.Reading;
using HueSoc.Sigma.Rules;

namespace HueSoc.Sigma.Pipelines.Transformations;

/// <summary><c>change_logsource</c>: the rule gets another log source, of which only the parts given are there.</summary>
internal sealed class ChangeLogSourceTransformation(LogSource source) : ITransformation
{
    /// <summary>Reads the transformation.</summary>
    public static ChangeLogSourceTransformation Read(Parameters parameters)
    {
        LogSource source = new(parameters.TextOrNull("category"), parameters.TextOrNull("product"), parameters.TextOrNull("service"));
        if (source is { Category: null, Product: null, Service: null })
            parameters.Report("change_logsource needs 'category', 'product' or 'service'");
        return new(source);
    }

    /// <inheritdoc/>
    public void Apply(RuleDraft draft, PipelineItem step) => draft.LogSource = source;
}
