using System.Collections.Immutable;
using System.Globalization;
using HueSoc.Sigma.Rules;
using HueSoc.Sigma.Yaml;

namespace HueSoc.Sigma.Correlations;

/// <summary>Reads a correlation rule from its YAML document. Its references are resolved when all files have been read.</summary>
internal static class CorrelationDocument
{
    private const int MaxRules = 64;
    private const int MaxOrderedRules = 16;
    private const int MaxRepeatedRules = 8;

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
        CorrelationCondition condition = CorrelationCondition.Read(map, type, rules, faults);
        if (rules.IsEmpty)
            rules = condition.NamedRules;
        if (rules.IsEmpty)
            faults.Add(map["rules"]?.Line ?? map.Line, "the correlation names no rules");
        else if (type == CorrelationType.TemporalOrdered && rules.Length > (rules.Distinct(StringComparer.Ordinal).Count() < rules.Length ? MaxRepeatedRules : MaxOrderedRules))
            faults.Add(map["rules"]?.Line ?? map.Line, $"temporal_ordered takes at most {MaxOrderedRules} rules, {MaxRepeatedRules} when one stands twice");
        else if (rules.Length > MaxRules)
            faults.Add(map["rules"]?.Line ?? map.Line, $"the correlation names {rules.Length} rules, more than {MaxRules}");
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
            Bounds = condition.Bounds,
            Expression = condition.Expression,
            Fields = condition.Fields,
            Percentile = condition.Percentile,
            Aliases = ReadAliases(map, faults),
            Generate = ReadGenerate(map, faults) || ReadGenerate(document, faults),
            IsCityWide = ReadScope(document, faults),
            Location = new(faults.Path, document.Line),
        };
        return faults.None ? rule : null;
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

    /// <summary><c>huesoc.scope</c>, as one dotted key or as a map.</summary>
    private static bool ReadScope(YamlMapping document, DocumentFaults faults)
    {
        YamlNode? node = document["huesoc.scope"] ?? (document["huesoc"] as YamlMapping)?["scope"];
        switch (node)
        {
            case null or YamlScalar { IsNull: true } or YamlScalar { Text: "agency" }:
                return false;
            case YamlScalar { Text: "city" }:
                return true;
            default:
                faults.Add(node.Line, "'huesoc.scope' must be agency or city");
                return false;
        }
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
