using System.Collections.Immutable;
using System.Text;

namespace HueSoc.Sigma.Tests.Model;

/// <summary>
/// A tree that can be written as JSON or as YAML. Scalars and keys are kept as they are written there, quotes and escapes
/// included, so that a tree that is made smaller stays the same elsewhere.
/// </summary>
internal abstract record Node
{
    /// <summary>A scalar.</summary>
    public sealed record Scalar(string Written) : Node;

    /// <summary>A list.</summary>
    public sealed record Sequence(ImmutableArray<Node> Items) : Node;

    /// <summary>A map; keys may repeat.</summary>
    public sealed record Map(ImmutableArray<(string Key, Node Value)> Entries) : Node;

    /// <summary>The tree as JSON.</summary>
    /// <param name="space">What is put between the tokens.</param>
    public string ToJson(string space)
    {
        StringBuilder text = new();
        Json(text, space);
        return text.ToString();
    }

    /// <summary>The tree as YAML in block style.</summary>
    public string ToYaml()
    {
        StringBuilder text = new();
        Yaml(text, string.Empty);
        return text.ToString();
    }

    /// <summary>Every tree that is this one with one thing fewer, largest savings first.</summary>
    public IEnumerable<Node> Smaller()
    {
        switch (this)
        {
            case Sequence list:
                if (list.Items.Length > 3)
                {
                    yield return new Sequence(list.Items[..(list.Items.Length / 2)]);
                    yield return new Sequence(list.Items[(list.Items.Length / 2)..]);
                }

                for (int i = 0; i < list.Items.Length && list.Items.Length > 1; i++)
                    yield return new Sequence(list.Items.RemoveAt(i));
                if (list.Items.Length == 1)
                    yield return list.Items[0];
                for (int i = 0; i < list.Items.Length; i++)
                {
                    foreach (Node smaller in list.Items[i].Smaller())
                        yield return new Sequence(list.Items.SetItem(i, smaller));
                }

                break;
            case Map map:
                for (int i = 0; i < map.Entries.Length; i++)
                    yield return new Map(map.Entries.RemoveAt(i));
                for (int i = 0; i < map.Entries.Length; i++)
                {
                    foreach (Node smaller in map.Entries[i].Value.Smaller())
                        yield return new Map(map.Entries.SetItem(i, (map.Entries[i].Key, smaller)));
                }

                break;
            case Scalar { Written: ['"', .., '"'] } text when text.Written.Length > 2 && !text.Written.Contains('\\', StringComparison.Ordinal):
                yield return new Scalar($"\"{text.Written[1..^1][..(text.Written.Length / 2 - 1)]}\"");
                yield return new Scalar($"\"{text.Written[2..]}");
                yield return new Scalar($"{text.Written[..^2]}\"");
                break;
            default:
                break;
        }
    }

    private void Json(StringBuilder text, string space)
    {
        switch (this)
        {
            case Scalar scalar:
                text.Append(scalar.Written);
                break;
            case Sequence list:
                text.Append('[').Append(space);
                for (int i = 0; i < list.Items.Length; i++)
                {
                    text.Append(i > 0 ? "," : string.Empty).Append(space);
                    list.Items[i].Json(text, space);
                }

                text.Append(space).Append(']');
                break;
            case Map map:
                text.Append('{').Append(space);
                for (int i = 0; i < map.Entries.Length; i++)
                {
                    text.Append(i > 0 ? "," : string.Empty).Append(space).Append(map.Entries[i].Key).Append(space).Append(':').Append(space);
                    map.Entries[i].Value.Json(text, space);
                }

                text.Append(space).Append('}');
                break;
            default:
                throw new InvalidOperationException(GetType().Name);
        }
    }

    private void Yaml(StringBuilder text, string indent)
    {
        switch (this)
        {
            case Scalar scalar:
                text.Append(' ').Append(scalar.Written).Append('\n');
                break;
            case Sequence list:
                text.Append('\n');
                foreach (Node item in list.Items)
                {
                    text.Append(indent).Append('-');
                    item.Yaml(text, indent + "  ");
                }

                break;
            case Map map:
                if (indent.Length > 0)
                    text.Append('\n');
                foreach ((string key, Node value) in map.Entries)
                {
                    text.Append(indent).Append(key).Append(':');
                    value.Yaml(text, indent + "  ");
                }

                break;
            default:
                throw new InvalidOperationException(GetType().Name);
        }
    }
}
