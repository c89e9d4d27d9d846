using System.Collections.Immutable;
using System.Globalization;
using HueSoc.Sigma.Detections;
using HueSoc.Sigma.Pipelines.Reading;
using HueSoc.Sigma.Rules;

namespace HueSoc.Sigma.Pipelines.Conditions;

/// <summary>Compares an attribute of the rule, or one that <c>set_custom_attribute</c> has given it.</summary>
internal sealed class RuleAttributeCondition(string attribute, SigmaValue value, Relation relation) : IPipelineCondition<RuleDraft>
{
    /// <summary>Attributes that rules have in the specification but that the rule model does not carry: asking for them is refused.</summary>
    private static readonly ImmutableArray<string> NotCarried =
    [
        "author", "date", "description", "falsepositives", "fields", "license", "modified", "references", "related", "scope", "source", "taxonomy",
    ];

    private static readonly ImmutableArray<string> Statuses = ["unsupported", "deprecated", "experimental", "test", "stable"];

    private static readonly ImmutableArray<string> Levels = [.. Enum.GetNames<SigmaLevel>().Select(n => n.ToLowerInvariant())];

    /// <summary>Reads the condition.</summary>
    public static RuleAttributeCondition Read(Parameters parameters)
    {
        string attribute = parameters.Text("attribute");
        SigmaValue value = parameters.Scalar("value");
        Relation relation = Relations.Read(parameters, lists: true);
        string text = ScalarValues.Text(value);
        if (NotCarried.Contains(attribute, StringComparer.Ordinal))
            parameters.Report("attribute", $"the attribute '{attribute}' of rules is not available here");
        else if (attribute is "level" && !Levels.Contains(text, StringComparer.OrdinalIgnoreCase))
            parameters.Report("value", $"'{text}' is not a level: {string.Join(", ", Levels)}");
        else if (attribute is "status" && !Statuses.Contains(text, StringComparer.OrdinalIgnoreCase))
            parameters.Report("value", $"'{text}' is not a status: {string.Join(", ", Statuses)}");
        else if (attribute is "id" or "title" or "name" && relation is not (Relation.Equal or Relation.NotEqual))
            parameters.Report("op", $"the attribute '{attribute}' can only be compared with eq and ne");
        return new(attribute, value, relation);
    }

    /// <inheritdoc/>
    public bool Holds(RuleDraft subject)
    {
        SigmaRule rule = subject.Rule;
        string wanted = ScalarValues.Text(value);
        return attribute switch
        {
            "id" => relation.Accepts(string.CompareOrdinal(rule.Id, wanted)),
            "title" => relation.Accepts(string.CompareOrdinal(rule.Title, wanted)),
            "name" => relation.Accepts(string.CompareOrdinal(rule.Name, wanted)),
            "level" => relation.Accepts(rule.Level.CompareTo(Enum.Parse<SigmaLevel>(wanted, ignoreCase: true))),
            "status" => Rank(rule.Status) is { } rank && relation.Accepts(rank.CompareTo(Rank(wanted) ?? 0)),
            "tags" => HoldsForList(rule.Tags, wanted),
            _ => subject.Attribute(attribute) is { } custom && HoldsForCustom(custom, wanted),
        };
    }

    private static int? Rank(string? status)
    {
        for (int i = 0; i < Statuses.Length; i++)
        {
            if (string.Equals(Statuses[i], status, StringComparison.OrdinalIgnoreCase))
                return i;
        }

        return null;
    }

    private bool HoldsForList(ImmutableArray<string> list, string wanted) => relation switch
    {
        Relation.In => list.Contains(wanted, StringComparer.OrdinalIgnoreCase),
        Relation.NotIn => !list.Contains(wanted, StringComparer.OrdinalIgnoreCase),
        Relation.NotEqual => true,
        _ => false,
    };

    private bool HoldsForCustom(SigmaValue custom, string wanted)
    {
        if (custom is NumberValue left && value is NumberValue right)
        {
            return relation.Accepts(double.Parse(left.Text, CultureInfo.InvariantCulture)
                .CompareTo(double.Parse(right.Text, CultureInfo.InvariantCulture)));
        }

        return relation is Relation.Equal or Relation.NotEqual && relation.Accepts(string.CompareOrdinal(ScalarValues.Text(custom), wanted));
    }
}
