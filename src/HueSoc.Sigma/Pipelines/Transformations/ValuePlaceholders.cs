using System.Collections.Immutable;
using HueSoc.Sigma.Detections;
using HueSoc.Sigma.Pipelines.Reading;

namespace HueSoc.Sigma.Pipelines.Transformations;

/// <summary><c>value_placeholders</c>: placeholders stand for the values of the pipeline's <c>vars</c>.</summary>
internal sealed class ValuePlaceholders : PlaceholderTransformation
{
    private readonly IReadOnlyDictionary<string, ImmutableArray<SigmaString>> variables;

    private ValuePlaceholders(Parameters parameters)
        : base(parameters) =>
        variables = parameters.Reader.Variables;

    /// <summary>Reads the transformation.</summary>
    public static ValuePlaceholders Read(Parameters parameters) => new(parameters);

    /// <inheritdoc/>
    protected override ImmutableArray<SigmaString> Replacements(string name) =>
        variables.TryGetValue(name, out ImmutableArray<SigmaString> values) ? values : [];
}
