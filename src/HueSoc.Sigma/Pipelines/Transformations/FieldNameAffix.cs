using System.Collections.Immutable;

namespace HueSoc.Sigma.Pipelines.Transformations;

/// <summary><c>field_name_prefix</c> and <c>field_name_suffix</c>.</summary>
internal sealed class FieldNameAffix(string prefix, string suffix) : FieldTransformation
{
    /// <inheritdoc/>
    protected override ImmutableArray<string> Map(string field) => [$"{prefix}{field}{suffix}"];
}
