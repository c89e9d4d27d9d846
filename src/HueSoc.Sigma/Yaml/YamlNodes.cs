namespace HueSoc.Sigma.Yaml;

/// <summary>A node of a YAML document with the line it stands on.</summary>
#pragma warning disable MA0048 // One small closed hierarchy reads best in one place.
internal abstract class YamlNode(int line)
{
    /// <summary>The 1-based line.</summary>
    public int Line { get; } = line;

    /// <summary>What the node is, for messages.</summary>
    public abstract string Kind { get; }
}

/// <summary>A single value.</summary>
internal sealed class YamlScalar(string text, bool plain, int line) : YamlNode(line)
{
    /// <summary>The text, unescaped.</summary>
    public string Text { get; } = text;

    /// <summary>Whether it was written without quotes and not as a block, so that null, truth values and numbers are meant as such.</summary>
    public bool Plain { get; } = plain;

    /// <summary>Whether it is the null of YAML's core schema.</summary>
    public bool IsNull => Plain && Text is ("" or "~" or "null" or "Null" or "NULL");

    /// <inheritdoc/>
    public override string Kind => IsNull ? "nothing" : "a single value";
}

/// <summary>A list.</summary>
internal sealed class YamlSequence(IReadOnlyList<YamlNode> items, int line) : YamlNode(line)
{
    /// <summary>The items, in order.</summary>
    public IReadOnlyList<YamlNode> Items { get; } = items;

    /// <inheritdoc/>
    public override string Kind => "a list";
}

/// <summary>A map with text keys, in the order of the document; keys are unique.</summary>
internal sealed class YamlMapping(IReadOnlyList<KeyValuePair<YamlScalar, YamlNode>> entries, int line) : YamlNode(line)
{
    /// <summary>The entries, in order.</summary>
    public IReadOnlyList<KeyValuePair<YamlScalar, YamlNode>> Entries { get; } = entries;

    /// <inheritdoc/>
    public override string Kind => "a map";

    /// <summary>The value of a key, or null when the key is not there.</summary>
    public YamlNode? this[string key]
    {
        get
        {
            foreach (KeyValuePair<YamlScalar, YamlNode> entry in Entries)
            {
                if (string.Equals(entry.Key.Text, key, StringComparison.Ordinal))
                    return entry.Value;
            }

            return null;
        }
    }
}
