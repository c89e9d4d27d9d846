using System.Collections.Immutable;
using HueSoc.Sigma.Detections;
using HueSoc.Sigma.Pipelines.Reading;

namespace HueSoc.Sigma.Pipelines.Transformations;

/// <summary><c>wildcard_placeholders</c>: placeholders stand for anything.</summary>
internal sealed class WildcardPlaceholders : PlaceholderTransformation
{
    private static readonly ImmutableArray<SigmaString> Anything = [SigmaString.Parse("*")];

    private WildcardPlaceholders(Parameters parameters)
        : base(parameters)
    {
    }

    /// <summary>Reads the transformation.</summary>
    public static WildcardPlaceholders Read(Parameters parameters) => new(parameters);

    /// <inheritdoc/>
    protected override ImmutableArray<SigmaString> Replacements(string name) => Anything;
}
