using System.Collections.Immutable;
using HueSoc.Sigma.Conditions;
using HueSoc.Sigma.Detections;
using HueSoc.Sigma.Yaml;

namespace HueSoc.Sigma.Rules;

/// <summary>Reads a detection rule from its YAML document.</summary>
internal static class RuleDocument
{
    private static readonly string[] NotSearchIdentifiers = ["condition", "timeframe"];

    /// <summary>Reads a rule; null when there are faults.</summary>
    /// <param name="document">The document.</param>
    /// <param name="stablePath">The path below the folder that was asked for, for made ids.</param>
    /// <param name="faults">Receives what is wrong.</param>
    public static SigmaRule? Read(YamlMapping document, string stablePath, DocumentFaults faults)
    {
        RuleMetadata metadata = RuleMetadata.Read(document, stablePath, faults);
        LogSource logSource = ReadLogSource(document, faults);
        ImmutableArray<NamedDetection> detections = [];
        ImmutableArray<ConditionNode> conditions = [];
        if (document["detection"] is YamlMapping detection)
        {
            detections = ReadDetections(detection, faults);
            conditions = ReadConditions(detection, detections, faults);
        }
        else
        {
            faults.Add(document["detection"]?.Line ?? document.Line, "the detection is missing, or is not a map");
        }

        if (!faults.None)
            return null;
        return new()
        {
            Id = metadata.Id,
            Title = metadata.Title,
            Name = metadata.Name,
            Level = metadata.Level ?? SigmaLevel.Medium,
            Status = metadata.Status,
            Tags = metadata.Tags,
            LogSource = logSource,
            Detections = detections,
            Conditions = conditions,
            Location = new(faults.Path, document.Line),
        };
    }

    /// <summary>Reads <c>logsource</c>.</summary>
    internal static LogSource ReadLogSource(YamlMapping document, DocumentFaults faults)
    {
        if (document["logsource"] is not YamlMapping map)
        {
            faults.Add(document["logsource"]?.Line ?? document.Line, "the logsource is missing, or is not a map");
            return new(null, null, null);
        }

        LogSource source = new(
            RuleMetadata.Text(map, "category", faults), RuleMetadata.Text(map, "product", faults), RuleMetadata.Text(map, "service", faults));
        if (source is { Category: null, Product: null, Service: null })
            faults.Add(map.Line, "the logsource names neither a category nor a product nor a service");
        return source;
    }

    /// <summary>Reads the search identifiers of a <c>detection</c> or <c>filter</c> map.</summary>
    internal static ImmutableArray<NamedDetection> ReadDetections(YamlMapping detection, DocumentFaults faults, params ReadOnlySpan<string> others)
    {
        DetectionReader reader = new(faults);
        ImmutableArray<NamedDetection>.Builder detections = ImmutableArray.CreateBuilder<NamedDetection>();
        foreach (KeyValuePair<YamlScalar, YamlNode> entry in detection.Entries)
        {
            if (!NotSearchIdentifiers.Contains(entry.Key.Text, StringComparer.Ordinal) && !others.Contains(entry.Key.Text))
                detections.Add(new(entry.Key.Text, reader.Read(entry.Value)));
        }

        if (detections.Count == 0)
            faults.Add(detection.Line, "there is no search identifier");
        return detections.ToImmutable();
    }

    /// <summary>Reads <c>condition</c>, one or a list of them.</summary>
    internal static ImmutableArray<ConditionNode> ReadConditions(
        YamlMapping detection, ImmutableArray<NamedDetection> detections, DocumentFaults faults)
    {
        YamlNode? node = detection["condition"];
        IReadOnlyList<YamlNode> texts = node switch
        {
            YamlSequence list => list.Items,
            null => [],
            _ => [node],
        };
        if (texts.Count == 0)
            faults.Add(node?.Line ?? detection.Line, "the condition is missing");
        string[] names = [.. detections.Select(d => d.Name)];
        ImmutableArray<ConditionNode>.Builder conditions = ImmutableArray.CreateBuilder<ConditionNode>();
        foreach (YamlNode text in texts)
        {
            if (text is not YamlScalar { IsNull: false } scalar)
                faults.Add(text.Line, $"a condition must be a text, not {text.Kind}");
            else if (ConditionParser.Parse(scalar.Text, names, out string? error) is { } condition)
                conditions.Add(condition);
            else
                faults.Add(text.Line, error!);
        }

        return conditions.ToImmutable();
    }
}
