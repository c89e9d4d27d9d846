using System.Collections.Immutable;
using System.Globalization;
using HueSoc.Sigma.Detections;
using HueSoc.Sigma.Modifiers;
using HueSoc.Sigma.Yaml;

namespace HueSoc.Sigma.Rules;

/// <summary>Reads search identifiers: maps, lists of maps, keywords.</summary>
/// <param name="faults">Receives what is wrong.</param>
internal sealed class DetectionReader(DocumentFaults faults)
{
    /// <summary>The most values of one item, after modifiers such as windash have multiplied them.</summary>
    public const int MaxValues = 50_000;

    /// <summary>Reads what a search identifier searches for.</summary>
    /// <param name="node">The YAML.</param>
    public DetectionNode Read(YamlNode node)
    {
        switch (node)
        {
            case YamlMapping map when map.Entries.Count > 0:
                return new DetectionAll([.. map.Entries.Select(e => Item(e.Key, e.Value))]);
            case YamlSequence list when list.Items.Count > 0:
                return List(list);
            case YamlScalar { IsNull: false } scalar:
                return Keywords([scalar], scalar.Line);
            default:
                faults.Add(node.Line, "a search identifier needs a map, a list or a keyword");
                return new DetectionAny([]);
        }
    }

    private DetectionNode List(YamlSequence list)
    {
        ImmutableArray<DetectionNode>.Builder parts = ImmutableArray.CreateBuilder<DetectionNode>();
        List<YamlNode> keywords = [.. list.Items.Where(i => i is YamlScalar)];
        if (keywords.Count > 0)
            parts.Add(Keywords(keywords, list.Line));
        foreach (YamlNode item in list.Items.Where(i => i is not YamlScalar))
            parts.Add(Read(item));
        return parts.Count == 1 ? parts[0] : new DetectionAny(parts.ToImmutable());
    }

    private DetectionItem Keywords(IReadOnlyList<YamlNode> values, int line) => Item(null, [], values, line);

    private DetectionItem Item(YamlScalar key, YamlNode value)
    {
        string[] parts = key.Text.Split('|');
        string field = parts[0];
        if (field.Length > 512)
            faults.Add(key.Line, "a field's name has more than 512 characters");
        IReadOnlyList<YamlNode> values = value is YamlSequence list ? list.Items : [value];
        if (values.Count == 0)
            faults.Add(key.Line, $"'{key.Text}' has no values");
        return Item(field.Length == 0 ? null : field, parts[1..], values, key.Line);
    }

    private DetectionItem Item(string? field, string[] modifiers, IReadOnlyList<YamlNode> nodes, int line)
    {
        ModifierChain? chain = ModifierChain.Create(modifiers, field is null, out string? error);
        ImmutableArray<SigmaValue>.Builder values = ImmutableArray.CreateBuilder<SigmaValue>(nodes.Count);
        if (chain is null)
        {
            faults.Add(line, error!);
        }
        else
        {
            int count = 0;
            foreach (YamlNode node in nodes)
            {
                if (Value(node, chain, field) is not { } value)
                    continue;
                values.Add(value);
                count += value is AnyOfValue forms ? forms.Values.Length : 1;
                if (count > MaxValues)
                {
                    faults.Add(node.Line, $"the item has more than {MaxValues} values");
                    break;
                }
            }
        }

        return new()
        {
            Field = field,
            Modifiers = [.. modifiers],
            Values = values.ToImmutable(),
            MatchAll = chain?.MatchAll ?? false,
            Negated = chain?.Negated ?? false,
            Line = line,
        };
    }

    private SigmaValue? Value(YamlNode node, ModifierChain chain, string? field)
    {
        if (node is not YamlScalar scalar)
        {
            faults.Add(node.Line, $"a value must be a single value, not {node.Kind}");
            return null;
        }

        SigmaValue written = chain.IsRegex && !scalar.IsNull
            ? new RegexValue(scalar.Text, IgnoreCase: false, Multiline: false, DotAll: false)
            : Plain(scalar);
        if (field is null && written is NullValue)
        {
            faults.Add(node.Line, "a keyword cannot be nothing");
            return null;
        }

        Modified modified = chain.Apply(written);
        if (modified.Error is null)
            return modified.Value;
        faults.Add(node.Line, modified.Error);
        return null;
    }

    /// <summary>
    /// A value as YAML's core schema understands it. A number keeps the characters it was written with: that is what an
    /// event is compared with.
    /// </summary>
    internal static SigmaValue Plain(YamlScalar scalar)
    {
        if (scalar.IsNull)
            return new NullValue();
        if (scalar.Plain)
        {
            if (scalar.Text is "true" or "True" or "TRUE")
                return new BooleanValue(true);
            if (scalar.Text is "false" or "False" or "FALSE")
                return new BooleanValue(false);
            if (double.TryParse(scalar.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number))
                return new NumberValue(scalar.Text);
        }

        return new StringValue(SigmaString.Parse(scalar.Text));
    }
}
