using System.Collections.Frozen;
using System.Collections.Immutable;
using HueSoc.Sigma.Pipelines.Reading;

namespace HueSoc.Sigma.Pipelines.Transformations;

/// <summary><c>field_name_mapping</c>: a field is called otherwise, or may be in several places.</summary>
internal sealed class FieldNameMapping(IEnumerable<KeyValuePair<string, ImmutableArray<string>>> mapping) : FieldTransformation
{
    private readonly FrozenDictionary<string, ImmutableArray<string>> mapping = mapping.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Reads the transformation.</summary>
    public static FieldNameMapping Read(Parameters parameters) => new(parameters.TextMap("mapping"));

    /// <inheritdoc/>
    protected override ImmutableArray<string> Map(string field) => mapping.TryGetValue(field, out ImmutableArray<string> names) ? names : default;
}
