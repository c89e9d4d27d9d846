using System.Text.RegularExpressions;
using HueSoc.Sigma.Detections;
using HueSoc.Sigma.Pipelines.Reading;
using HueSoc.Sigma.Rules;
using HueSoc.Sigma.Yaml;

namespace HueSoc.Sigma.Pipelines.Transformations;

/// <summary>
/// <c>add_condition</c>: every event must meet further demands, written as a rule would write them, modifiers included.
/// They become ordinary detection items, because the compiler looks for exact values of fields such as <c>EventID</c> to
/// narrow down events first.
/// </summary>
internal sealed partial class AddCondition : ITransformation
{
    private readonly string path;
    private readonly YamlMapping conditions;
    private readonly bool negated;
    private readonly DetectionNode? ready;

    private AddCondition(string path, YamlMapping conditions, bool negated, DetectionNode? ready) =>
        (this.path, this.conditions, this.negated, this.ready) = (path, conditions, negated, ready);

    /// <summary>Reads the transformation. Its <c>name</c> is for people only: the search identifier is named by the engine.</summary>
    public static AddCondition Read(Parameters parameters)
    {
        parameters.TextOrNull("name");
        bool opposite = parameters.Flag("negated"), template = parameters.Flag("template");
        string file = parameters.Reader.Path;
        if (parameters.Node("conditions") is not YamlMapping { Entries.Count: > 0 } map)
        {
            parameters.Report("conditions", "add_condition needs 'conditions' as a map with at least one field");
            return new(file, new([], 0), opposite, ready: null);
        }

        // A template is read once with its variables in place as well: what is wrong with it is wrong for every rule.
        DetectionNode root = Build(file, map, out RuleProblem? problem);
        if (problem is not null)
            parameters.Reader.Problems.Add(problem);
        return new(file, map, opposite, template ? null : root);
    }

    /// <inheritdoc/>
    public void Apply(RuleDraft draft, PipelineItem step)
    {
        DetectionNode? root = ready;
        if (root is null)
        {
            root = Build(path, (YamlMapping)FillIn(conditions, draft.LogSource), out RuleProblem? problem);
            if (problem is not null)
                draft.Fail($"its log source makes no condition of the template: {problem.Reason}");
        }

        draft.Changes.Replaced(before: null, draft.AddGate(root, negated).Root, step.Id);
    }

    private static DetectionNode Build(string path, YamlMapping map, out RuleProblem? problem)
    {
        DocumentFaults faults = new(path);
        DetectionNode root = new DetectionReader(faults).Read(map);
        problem = faults.None ? null : faults.ToProblem();
        return root is DetectionAll { Parts: [DetectionNode only] } ? only : root;
    }

    private static YamlNode FillIn(YamlNode node, LogSource source) => node switch
    {
        YamlScalar scalar => new YamlScalar(FillIn(scalar.Text, source), scalar.Plain, scalar.Line),
        YamlSequence list => new YamlSequence([.. list.Items.Select(i => FillIn(i, source))], list.Line),
        YamlMapping map => new YamlMapping([.. map.Entries.Select(e => KeyValuePair.Create(e.Key, FillIn(e.Value, source)))], map.Line),
        _ => node,
    };

    private static string FillIn(string text, LogSource source) => Variable().Replace(text, match => match.Groups["name"].Value switch
    {
        "category" => source.Category ?? string.Empty,
        "product" => source.Product ?? string.Empty,
        "service" => source.Service ?? string.Empty,
        _ => match.Value is "$$" ? "$" : match.Value,
    });

    [GeneratedRegex(@"\$(\$|(?<name>\w+)|\{(?<name>\w+)\})", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 250)]
    private static partial Regex Variable();
}
