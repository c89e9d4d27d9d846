using System.Collections.Immutable;
using HueSoc.Sigma.Pipelines.Reading;

namespace HueSoc.Sigma.Pipelines.Transformations;

/// <summary><c>field_name_prefix_mapping</c>: the beginning of field names is spelt otherwise. The first prefix that fits counts.</summary>
internal sealed class FieldNamePrefixMapping(ImmutableArray<KeyValuePair<string, ImmutableArray<string>>> prefixes) : FieldTransformation
{
    /// <summary>Reads the transformation.</summary>
    public static FieldNamePrefixMapping Read(Parameters parameters) => new(parameters.TextMap("mapping"));

    /// <inheritdoc/>
    protected override ImmutableArray<string> Map(string field)
    {
        foreach ((string prefix, ImmutableArray<string> replacements) in prefixes)
        {
            if (field.StartsWith(prefix, StringComparison.Ordinal))
                return [.. replacements.Select(r => r + field[prefix.Length..])];
        }

        return default;
    }
}
