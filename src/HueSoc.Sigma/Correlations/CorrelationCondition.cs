using System.Collections.Immutable;
using System.Globalization;
using HueSoc.Sigma.Conditions;
using HueSoc.Sigma.Detections;
using HueSoc.Sigma.Rules;
using HueSoc.Sigma.Yaml;

namespace HueSoc.Sigma.Correlations;

/// <summary>The condition of a correlation as it is written: bounds, or for the type <c>temporal</c> an expression over rules.</summary>
internal sealed record CorrelationCondition
{
    private static readonly Dictionary<string, Comparison> Operators = new(StringComparer.Ordinal)
    {
        ["eq"] = Comparison.Equal,
        ["neq"] = Comparison.NotEqual,
        ["lt"] = Comparison.Less,
        ["lte"] = Comparison.LessOrEqual,
        ["gt"] = Comparison.Greater,
        ["gte"] = Comparison.GreaterOrEqual,
    };

    /// <summary>The bounds.</summary>
    public ImmutableArray<CorrelationBound> Bounds { get; private init; } = [];

    /// <summary>The expression; its names are as written.</summary>
    public ConditionNode? Expression { get; private init; }

    /// <summary>The rules that the expression names, when the correlation lists none itself.</summary>
    public ImmutableArray<string> NamedRules { get; private init; } = [];

    /// <summary>The fields.</summary>
    public ImmutableArray<string> Fields { get; private init; } = [];

    /// <summary>The percentile.</summary>
    public double? Percentile { get; private init; }

    /// <summary>Reads the condition of a correlation.</summary>
    /// <param name="map">The correlation.</param>
    /// <param name="type">Its type.</param>
    /// <param name="rules">The rules it lists.</param>
    /// <param name="faults">Receives what is wrong.</param>
    public static CorrelationCondition Read(YamlMapping map, CorrelationType type, ImmutableArray<string> rules, DocumentFaults faults)
    {
        bool temporal = type is CorrelationType.Temporal or CorrelationType.TemporalOrdered;
        switch (map["condition"])
        {
            case null or YamlScalar { IsNull: true } when temporal:
                return new();
            case YamlMapping condition:
                return ReadBounds(condition, type, faults);
            case YamlScalar { IsNull: false } text when type == CorrelationType.Temporal:
                return ReadExpression(text, rules, faults);
            case YamlScalar { IsNull: false } text when type == CorrelationType.TemporalOrdered:
                faults.Add(text.Line, "the condition of temporal_ordered must be a map such as {gte: 2}: with 'and', 'or' and 'not' there is no order of rules; use temporal");
                return new();
            case var other:
                faults.Add(other?.Line ?? map.Line, "the condition must be a map such as {gte: 10}");
                return new();
        }
    }

    private static CorrelationCondition ReadBounds(YamlMapping condition, CorrelationType type, DocumentFaults faults)
    {
        bool temporal = type is CorrelationType.Temporal or CorrelationType.TemporalOrdered;
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

        ImmutableArray<string> fields = RuleMetadata.Texts(condition, "field", faults, orSingle: true);
        if (bounds.Count == 0 && !temporal)
            faults.Add(condition.Line, $"the condition needs one of {string.Join(", ", Operators.Keys)}");
        if (type != CorrelationType.EventCount && !temporal && (fields.IsEmpty || fields.Any(f => f.Length == 0)))
            faults.Add(condition.Line, "the condition needs 'field'");
        if (type != CorrelationType.ValueCount && fields.Length > 1)
            faults.Add(condition["field"]!.Line, "only value_count may look at several fields");
        if (type == CorrelationType.ValuePercentile && percentile is null)
            faults.Add(condition.Line, "the condition needs 'percentile'");
        return new() { Bounds = bounds.ToImmutable(), Fields = fields, Percentile = percentile };
    }

    private static CorrelationCondition ReadExpression(YamlScalar text, ImmutableArray<string> rules, DocumentFaults faults)
    {
        ImmutableArray<string> named = [];
        if (rules.IsEmpty)
        {
            named =
            [
                .. text.Text.Split([' ', '\t', '\r', '\n', '(', ')'], StringSplitOptions.RemoveEmptyEntries)
                    .Where(w => w.ToUpperInvariant() is not ("AND" or "OR" or "NOT")).Distinct(StringComparer.Ordinal),
            ];
        }

        if (ConditionParser.Parse(text.Text, rules.IsEmpty ? named : rules, out string? error) is not { } expression)
        {
            faults.Add(text.Line, error!.Replace("search identifier", "rule", StringComparison.Ordinal));
            return new();
        }

        HashSet<string> used = [];
        Collect(expression, used);
        if (rules.FirstOrDefault(r => !used.Contains(r)) is { } unused)
            faults.Add(text.Line, $"the condition does not say what rule '{unused}' is for");
        return new() { Expression = expression, NamedRules = named };
    }

    private static void Collect(ConditionNode node, HashSet<string> names)
    {
        switch (node)
        {
            case ConditionIdentifier identifier:
                names.Add(identifier.Name);
                break;
            case ConditionNot not:
                Collect(not.Part, names);
                break;
            case ConditionAnd and:
                foreach (ConditionNode part in and.Parts)
                    Collect(part, names);
                break;
            case ConditionOr or:
                foreach (ConditionNode part in or.Parts)
                    Collect(part, names);
                break;
        }
    }
}
