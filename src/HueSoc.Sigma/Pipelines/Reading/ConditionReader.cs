using System.Collections.Immutable;
using HueSoc.Sigma.Pipelines.Conditions;
using HueSoc.Sigma.Yaml;

namespace HueSoc.Sigma.Pipelines.Reading;

/// <summary>
/// Reads the conditions of one kind of a pipeline item: <c>x_conditions</c> as a list or a map with names, joined by
/// <c>x_cond_op</c> or <c>x_cond_expr</c>, turned round by <c>x_cond_not</c>.
/// </summary>
/// <param name="reader">The reader of the file.</param>
/// <param name="item">The parameters of the pipeline item.</param>
/// <param name="registry">The condition types.</param>
/// <param name="prefix">The kind as the keys spell it.</param>
internal sealed class ConditionReader<TSubject>(PipelineReader reader, Parameters item, ConditionRegistry<TSubject> registry, string prefix)
{
    private readonly string conditionsKey = $"{prefix}_conditions";
    private readonly string operatorKey = $"{prefix}_cond_op";
    private readonly string expressionKey = $"{prefix}_cond_expr";

    /// <summary>Reads them.</summary>
    /// <returns>The condition; null when there is none, so that everything is meant.</returns>
    public IPipelineCondition<TSubject>? Read()
    {
        bool any = item.Choice(operatorKey, fallback: false, ("and", false), ("or", true));
        bool negated = item.Flag($"{prefix}_cond_not");
        string? expression = item.TextOrNull(expressionKey);
        Dictionary<string, IPipelineCondition<TSubject>> named = new(StringComparer.Ordinal);
        ImmutableArray<IPipelineCondition<TSubject>> conditions = ReadAll(named);
        if (expression is not null)
        {
            if (item.Has(operatorKey))
                item.Report(expressionKey, $"'{expressionKey}' and '{operatorKey}' exclude each other");
            if (item.Node(conditionsKey) is not YamlMapping)
            {
                item.Report(expressionKey, $"'{expressionKey}' needs '{conditionsKey}' as a map with names");
                return null;
            }

            IPipelineCondition<TSubject>? tree = ConditionExpression<TSubject>.Parse(expression, named, out string? fault);
            if (fault is not null)
                item.Report(expressionKey, $"'{expressionKey}' {fault}");
            return tree is not null && negated ? new NotCondition<TSubject>(tree) : tree;
        }

        if (conditions.IsEmpty)
            return null;
        IPipelineCondition<TSubject> joined =
            conditions.Length == 1 ? conditions[0]
            : any ? new AnyCondition<TSubject>(conditions)
            : new AllConditions<TSubject>(conditions);
        return negated ? new NotCondition<TSubject>(joined) : joined;
    }

    private ImmutableArray<IPipelineCondition<TSubject>> ReadAll(Dictionary<string, IPipelineCondition<TSubject>> named)
    {
        ImmutableArray<IPipelineCondition<TSubject>>.Builder conditions = ImmutableArray.CreateBuilder<IPipelineCondition<TSubject>>();
        switch (item.Node(conditionsKey))
        {
            case null:
                break;
            case YamlSequence list:
                foreach (YamlNode node in list.Items)
                {
                    if (ReadOne(node) is { } condition)
                        conditions.Add(condition);
                }

                break;
            case YamlMapping map:
                foreach (KeyValuePair<YamlScalar, YamlNode> entry in map.Entries)
                {
                    if (ReadOne(entry.Value) is not { } condition)
                        continue;
                    named[entry.Key.Text] = condition;
                    conditions.Add(condition);
                }

                break;
            default:
                item.Report(conditionsKey, $"'{conditionsKey}' must be a list, or a map with names");
                break;
        }

        return conditions.ToImmutable();
    }

    private IPipelineCondition<TSubject>? ReadOne(YamlNode node)
    {
        if (node is not YamlMapping map)
        {
            reader.Report(node.Line, $"a {registry.Kind} is a map, not {node.Kind}");
            return null;
        }

        string type = new Parameters(reader, map, $"a {registry.Kind}").Text("type");
        if (type.Length == 0)
            return null;
        Parameters parameters = new(reader, map, type);
        if (registry.Find(type) is not { } read)
        {
            parameters.Report("type", $"unknown {registry.Kind} type '{type}'");
            return null;
        }

        IPipelineCondition<TSubject> condition = read(parameters);
        parameters.RefuseRest([]);
        return condition;
    }
}
