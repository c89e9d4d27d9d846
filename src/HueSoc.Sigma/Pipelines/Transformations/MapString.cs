using System.Collections.Frozen;
using System.Collections.Immutable;
using HueSoc.Sigma.Detections;
using HueSoc.Sigma.Pipelines.Reading;

namespace HueSoc.Sigma.Pipelines.Transformations;

/// <summary>
/// <c>map_string</c>: a whole value becomes one or several others. Upper and lower case are alike where the rule does not
/// tell them apart, since it means the same value either way.
/// </summary>
internal sealed class MapString(ImmutableArray<KeyValuePair<string, ImmutableArray<string>>> mapping) : ValueTransformation
{
    private readonly FrozenDictionary<string, ImmutableArray<SigmaString>> exact = mapping.ToFrozenDictionary(
        m => m.Key, m => m.Value.Select(SigmaString.Parse).ToImmutableArray(), StringComparer.Ordinal);

    private readonly FrozenDictionary<string, ImmutableArray<SigmaString>> caseless = mapping
        .GroupBy(m => m.Key, StringComparer.OrdinalIgnoreCase)
        .ToFrozenDictionary(g => g.Key, g => g.SelectMany(m => m.Value).Select(SigmaString.Parse).ToImmutableArray(), StringComparer.OrdinalIgnoreCase);

    /// <summary>Reads the transformation.</summary>
    public static MapString Read(Parameters parameters) => new(parameters.TextMap("mapping"));

    /// <inheritdoc/>
    protected override ImmutableArray<SigmaValue> Forms(RuleDraft draft, DetectionItem item, SigmaValue value)
    {
        if (value is not (StringValue or NumberValue or BooleanValue))
            return default;
        bool cased = value is StringValue { Cased: true };
        return (cased ? exact : caseless).TryGetValue(ScalarValues.Text(value), out ImmutableArray<SigmaString> mapped)
            ? [.. mapped.Select(m => new StringValue(m, cased))]
            : default;
    }
}
