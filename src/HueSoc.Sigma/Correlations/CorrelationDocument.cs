using System.Collections.Immutable;
using System.Globalization;
using HueSoc.Sigma.Detections;
using HueSoc.Sigma.Rules;
using HueSoc.Sigma.Yaml;

namespace HueSoc.Sigma.Correlations;

/// <summary>Reads a correlation rule from its YAML document. Its references are resolved when all files have been read.</summary>
internal static class CorrelationDocument
{
    private static readonly Dictionary<string, CorrelationType> Types = new(StringComparer.Ordinal)
    {
        ["event_count"] = CorrelationType.EventCount,
        ["value_count"] = CorrelationType.ValueCount,
        ["temporal"] = CorrelationType.Temporal,
        ["temporal_ordered"] = CorrelationType.TemporalOrdered,
        ["value_sum"] = CorrelationType.ValueSum,
        ["value_avg"] = CorrelationType.ValueAverage,
        ["value_percentile"] = CorrelationType.ValuePercentile,
    };

    private static readonly Dictionary<string, Comparison> Operators = new(StringComparer.Ordinal)
    {
        ["eq"] = Comparison.Equal,
        ["lt"] = Comparison.Less,
        ["lte"] = Comparison.LessOrEqual,
        ["gt"] = Comparison.Greater,
        ["gte"] = Comparison.GreaterOrEqual,
    };

    /// <summary>Reads a correlation; null when there are faults. <see cref="CorrelationRule.RuleIds"/> are as written.</summary>
    /// <param name="document">The document.</param>
    /// <param name="stablePath">The path below the folder that was asked for, for made ids.</param>
    /// <param name="faults">Receives what is wrong.</param>
    public static CorrelationRule? Read(YamlMapping document, string stablePath, DocumentFaults faults)
    {
        RuleMetadata metadata = RuleMetadata.Read(document, stablePath, faults);
        if (document["correlation"] is not YamlMapping map)
        {
            faults.Add(document["correlation"]?.Line ?? document.Line, "the correlation is not a map");
            return null;
        }

        CorrelationType type = default;
        string? typeName = RuleMetadata.Text(map, "type", faults);
        if (typeName is null || !Types.TryGetValue(typeName, out type))
            faults.Add(map["type"]?.Line ?? map.Line, $"the type must be one of {string.Join(", ", Types.Keys)}");
        ImmutableArray<string> rules = RuleMetadata.Texts(map, "rules", faults, orSingle: true);
        if (rules.IsEmpty)
            faults.Add(map["rules"]?.Line ?? map.Line, "the correlation names no rules");
        (ImmutableArray<CorrelationBound> bounds, string? field, double? percentile) = ReadCondition(map, type, faults);
        CorrelationRule rule = new()
        {
            Id = metadata.Id,
            Title = metadata.Title,
            Name = metadata.Name,
            Level = metadata.Level ?? SigmaLevel.Medium,
            Tags = metadata.Tags,
            Type = type,
            RuleIds = rules,
            GroupBy = RuleMetadata.Texts(map, "group-by", faults, orSingle: true),
            Timespan = ReadTimespan(map, faults),
            Bounds = bounds,
            Field = field,
            Percentile = percentile,
            Aliases = ReadAliases(map, faults),
            Generate = ReadGenerate(map, faults) || ReadGenerate(document, faults),
            Location = new(faults.Path, document.Line),
        };
        return faults.None ? rule : null;
    }

    private static (ImmutableArray<CorrelationBound> Bounds, string? Field, double? Percentile) ReadCondition(
        YamlMapping map, CorrelationType type, DocumentFaults faults)
    {
        bool temporal = type is CorrelationType.Temporal or CorrelationType.TemporalOrdered;
        bool value = !temporal && type != CorrelationType.EventCount;
        YamlNode? node = map["condition"];
        if (node is null && temporal)
            return ([], null, null);
        if (node is not YamlMapping condition)
        {
            faults.Add(node?.Line ?? map.Line, "the condition must be a map such as {gte: 10}");
            return ([], null, null);
        }

        ImmutableArray<CorrelationBound>.Builder bounds = ImmutableArray.CreateBuilder<CorrelationBound>();
        double? percentile = null;
        foreach ((YamlScalar key, YamlNode entry) in condition.Entries)
        {
            bool number = double.TryParse((entry as YamlScalar)?.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out double n) && double.IsFinite(n);
            if (Operators.TryGetValue(key.Text, out Comparison comparison))
            {
                if (number)
                    bounds.Add(new(comparison, n));
                else
                    faults.Add(entry.Line, $"'{key.Text}' needs a number");
            }
            else if (key.Text == "percentile")
            {
                percentile = n;
                if (!number || n is < 0 or > 100)
                    faults.Add(entry.Line, "'percentile' needs a number from 0 to 100");
            }
            else if (key.Text != "field")
            {
                faults.Add(key.Line, $"'{key.Text}' is not one of field, percentile, {string.Join(", ", Operators.Keys)}");
            }
        }

        string? field = RuleMetadata.Text(condition, "field", faults);
        if (bounds.Count == 0 && !temporal)
            faults.Add(condition.Line, $"the condition needs one of {string.Join(", ", Operators.Keys)}");
        if (value && field is null)
            faults.Add(condition.Line, "the condition needs 'field'");
        if (type == CorrelationType.ValuePercentile && percentile is null)
            faults.Add(condition.Line, "the condition needs 'percentile'");
        return (bounds.ToImmutable(), field, percentile);
    }

    private static TimeSpan ReadTimespan(YamlMapping map, DocumentFaults faults)
    {
        string text = RuleMetadata.Text(map, "timespan", faults) ?? string.Empty;
        double unit = text.Length < 2 ? 0 : text[^1] switch
        {
            's' => 1,
            'm' => 60,
            'h' => 3600,
            'd' => 86_400,
            'w' => 604_800,
            _ => 0,
        };
        if (unit > 0 && int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out int count) && count > 0 && count * unit <= 366 * 86_400.0)
            return TimeSpan.FromSeconds(count * unit);
        faults.Add(map["timespan"]?.Line ?? map.Line, "the timespan must be a number and one of s, m, h, d, w, such as 90m, and at most a year");
        return default;
    }

    private static bool ReadGenerate(YamlMapping map, DocumentFaults faults)
    {
        if (RuleMetadata.Text(map, "generate", faults) is not { } text)
            return false;
        if (bool.TryParse(text, out bool generate))
            return generate;
        faults.Add(map["generate"]!.Line, "'generate' must be true or false");
        return false;
    }

    private static ImmutableDictionary<string, ImmutableDictionary<string, string>> ReadAliases(YamlMapping map, DocumentFaults faults)
    {
        var aliases = ImmutableDictionary.CreateBuilder<string, ImmutableDictionary<string, string>>(StringComparer.Ordinal);
        if (map["aliases"] is not { } node)
            return aliases.ToImmutable();
        if (node is not YamlMapping byAlias)
        {
            faults.Add(node.Line, "'aliases' must be a map");
            return aliases.ToImmutable();
        }

        foreach ((YamlScalar alias, YamlNode entry) in byAlias.Entries)
        {
            if (entry is not YamlMapping fields || fields.Entries.Any(f => f.Value is not YamlScalar { IsNull: false }))
                faults.Add(entry.Line, $"the alias '{alias.Text}' must be a map of rule to field");
            else
                aliases[alias.Text] = fields.Entries.ToImmutableDictionary(f => f.Key.Text, f => ((YamlScalar)f.Value).Text, StringComparer.Ordinal);
        }

        return aliases.ToImmutable();
    }
}
