using System.Collections.Immutable;
using HueSoc.Sigma.Detections;
using HueSoc.Sigma.Pipelines.Conditions;
using HueSoc.Sigma.Pipelines.Transformations;
using HueSoc.Sigma.Rules;
using HueSoc.Sigma.Yaml;

namespace HueSoc.Sigma.Pipelines.Reading;

/// <summary>Reads one pipeline file.</summary>
internal sealed class PipelineReader(string path, ICollection<RuleProblem> problems)
{
    private static readonly string[] ItemKeys =
    [
        "id",
        "rule_conditions", "rule_cond_op", "rule_cond_not", "rule_cond_expr",
        "detection_item_conditions", "detection_item_cond_op", "detection_item_cond_not", "detection_item_cond_expr",
        "field_name_conditions", "field_name_cond_op", "field_name_cond_not", "field_name_cond_expr",
    ];

    /// <summary>The file's path.</summary>
    public string Path { get; } = path;

    /// <summary>Receives the faults.</summary>
    public ICollection<RuleProblem> Problems { get; } = problems;

    /// <summary>The variables that placeholders are replaced from.</summary>
    public IReadOnlyDictionary<string, ImmutableArray<SigmaString>> Variables { get; private set; } =
        ImmutableDictionary<string, ImmutableArray<SigmaString>>.Empty;

    /// <summary>Whether a condition asks what was done to single items or fields.</summary>
    public bool TracksChanges { get; set; }

    /// <summary>Reads the file.</summary>
    /// <returns>The pipeline, to be used only when no problem was reported.</returns>
    public ProcessingPipeline? Read(string text)
    {
        List<YamlNode> documents = YamlDocuments.Read(Path, text, Problems);
        if (documents.Count == 0)
        {
            if (Problems.Count == 0)
                Report(0, "there is no pipeline in it");
            return null;
        }

        if (documents.Count > 1)
            Report(documents[1].Line, "a pipeline file holds one document");
        if (documents[0] is not YamlMapping root)
        {
            Report(documents[0].Line, $"a pipeline is a map, not {documents[0].Kind}");
            return null;
        }

        // Postprocessing and finalizers shape the queries of other back ends; here no query text is ever made, so they have
        // nothing to work on. The same goes for allowed_backends. Keys that pySigma does not know are left alone, as it does.
        Parameters parameters = new(this, root, "a pipeline");
        string name = parameters.TextOrNull("name") ?? System.IO.Path.GetFileNameWithoutExtension(Path);
        if (parameters.Has("priority") && parameters.Scalar("priority") is not NumberValue)
            parameters.Report("priority", "'priority' must be a number");
        Variables = ReadVariables(parameters);
        return new()
        {
            Name = name,
            Location = new(Path, root.Line),
            After = parameters.Has("after") ? parameters.Texts("after") : [],
            Items = parameters.Has("transformations") ? ReadItems(parameters, "transformations") : [],
            TracksChanges = TracksChanges,
        };
    }

    /// <summary>Reads a list of pipeline items.</summary>
    public ImmutableArray<PipelineItem> ReadItems(Parameters parameters, string key)
    {
        if (parameters.Node(key) is not YamlSequence list)
        {
            parameters.Report(key, $"'{key}' must be a list");
            return [];
        }

        ImmutableArray<PipelineItem>.Builder items = ImmutableArray.CreateBuilder<PipelineItem>(list.Items.Count);
        foreach (YamlNode node in list.Items)
        {
            if (node is not YamlMapping map)
                Report(node.Line, $"a transformation is a map, not {node.Kind}");
            else if (ReadItem(map) is { } item)
                items.Add(item);
        }

        return items.ToImmutable();
    }

    private PipelineItem? ReadItem(YamlMapping map)
    {
        string type = new Parameters(this, map, "a transformation").Text("type");
        Parameters parameters = new(this, map, type);
        IPipelineCondition<RuleDraft>? rule = new ConditionReader<RuleDraft>(this, parameters, ConditionTypes.OfRules, "rule").Read();
        IPipelineCondition<ItemSubject>? item = new ConditionReader<ItemSubject>(this, parameters, ConditionTypes.OfItems, "detection_item").Read();
        IPipelineCondition<FieldSubject>? field = new ConditionReader<FieldSubject>(this, parameters, ConditionTypes.OfFields, "field_name").Read();
        string? id = parameters.TextOrNull("id");
        if (type.Length == 0)
            return null;
        if (TransformationTypes.Find(type) is not { } read)
        {
            parameters.Report("type", $"unknown transformation type '{type}'");
            return null;
        }

        ITransformation transformation = read(parameters);
        parameters.RefuseRest(ItemKeys);
        return new(id, rule, item, field, transformation);
    }

    private static ImmutableDictionary<string, ImmutableArray<SigmaString>> ReadVariables(Parameters parameters)
    {
        if (!parameters.Has("vars"))
            return ImmutableDictionary<string, ImmutableArray<SigmaString>>.Empty;
        return parameters.TextMap("vars", emptyAllowed: true)
            .ToImmutableDictionary(v => v.Key, v => v.Value.Select(SigmaString.Parse).ToImmutableArray(), StringComparer.Ordinal);
    }

    /// <summary>Reports a fault.</summary>
    public void Report(int line, string reason) => Problems.Add(new(new SourceLocation(Path, line), reason));
}
