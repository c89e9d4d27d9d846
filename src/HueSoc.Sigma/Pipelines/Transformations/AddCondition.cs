using System.Collections.Immutable;
using System.Text.RegularExpressions;
using HueSoc.Sigma.Detections;
using HueSoc.Sigma.Pipelines.Reading;
using HueSoc.Sigma.Rules;
using HueSoc.Sigma.Yaml;

namespace HueSoc.Sigma.Pipelines.Transformations;

/// <summary>
/// <c>add_condition</c>: every event must meet further demands, written as a rule would write them. They become ordinary
/// detection items, because the compiler looks for exact values of fields such as <c>EventID</c> to narrow down events first.
/// </summary>
internal sealed partial class AddCondition : ITransformation
{
    private readonly ImmutableArray<KeyValuePair<string, ImmutableArray<YamlScalar>>> conditions;
    private readonly bool negated;
    private readonly DetectionNode? ready;

    private AddCondition(ImmutableArray<KeyValuePair<string, ImmutableArray<YamlScalar>>> conditions, bool negated, bool template)
    {
        (this.conditions, this.negated) = (conditions, negated);
        ready = template ? null : Build(ScalarValues.Read);
    }

    /// <summary>Reads the transformation. Its <c>name</c> is for people only: the search identifier is named by the engine.</summary>
    public static AddCondition Read(Parameters parameters)
    {
        parameters.TextOrNull("name");
        ImmutableArray<KeyValuePair<string, ImmutableArray<YamlScalar>>>.Builder found =
            ImmutableArray.CreateBuilder<KeyValuePair<string, ImmutableArray<YamlScalar>>>();
        if (parameters.Node("conditions") is YamlMapping { Entries.Count: > 0 } map)
        {
            foreach (KeyValuePair<YamlScalar, YamlNode> entry in map.Entries)
                found.Add(new(entry.Key.Text, Values(parameters, entry)));
        }
        else
        {
            parameters.Report("conditions", "add_condition needs 'conditions' as a map with at least one field");
        }

        return new(found.ToImmutable(), parameters.Flag("negated"), parameters.Flag("template"));
    }

    /// <inheritdoc/>
    public void Apply(RuleDraft draft, PipelineItem step)
    {
        DetectionNode root = ready ?? Build(scalar => FillIn(scalar, draft.LogSource));
        draft.Changes.Replaced(before: null, draft.AddGate(root, negated).Root, step.Id);
    }

    private static ImmutableArray<YamlScalar> Values(Parameters parameters, KeyValuePair<YamlScalar, YamlNode> entry)
    {
        if (entry.Key.Text.Contains('|', StringComparison.Ordinal))
            parameters.Reader.Report(entry.Key.Line, $"'{entry.Key.Text}': modifiers are not available in add_condition; use wildcards");
        ImmutableArray<YamlScalar>.Builder values = ImmutableArray.CreateBuilder<YamlScalar>();
        foreach (YamlNode node in entry.Value is YamlSequence list ? list.Items : [entry.Value])
        {
            if (node is YamlScalar scalar)
                values.Add(scalar);
            else
                parameters.Reader.Report(node.Line, $"the condition on '{entry.Key.Text}' must be a value or a list of values, not {node.Kind}");
        }

        if (entry.Value is YamlSequence { Items.Count: 0 })
            parameters.Reader.Report(entry.Value.Line, $"the condition on '{entry.Key.Text}' has no value, so nothing could meet it");
        return values.ToImmutable();
    }

    private static SigmaValue FillIn(YamlScalar scalar, LogSource source) => ScalarValues.Read(new(
        Variable().Replace(scalar.Text, match => match.Groups["name"].Value switch
        {
            "category" => source.Category ?? string.Empty,
            "product" => source.Product ?? string.Empty,
            "service" => source.Service ?? string.Empty,
            _ => match.Value is "$$" ? "$" : match.Value,
        }),
        scalar.Plain, scalar.Line));

    [GeneratedRegex(@"\$(\$|(?<name>\w+)|\{(?<name>\w+)\})", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 250)]
    private static partial Regex Variable();

    private DetectionNode Build(Func<YamlScalar, SigmaValue> value) => DetectionNodes.All([.. conditions.Select(DetectionNode (c) => new DetectionItem
    {
        Field = c.Key,
        Values = [.. c.Value.Select(value)],
    })]);
}
