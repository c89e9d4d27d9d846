using System.Collections.Immutable;
using HueSoc.Sigma.Detections;
using HueSoc.Sigma.Rules;
using HueSoc.Sigma.Yaml;

namespace HueSoc.Sigma.Pipelines.Reading;

/// <summary>
/// The parameters of a transformation or condition. Each accessor reports what is wrong and gives a stand-in, so that
/// reading goes on and every fault of a file is found at once; a file with a fault is not used.
/// </summary>
/// <param name="reader">The reader of the file.</param>
/// <param name="map">The parameters as written.</param>
/// <param name="owner">What they belong to, for messages.</param>
internal sealed class Parameters(PipelineReader reader, YamlMapping map, string owner)
{
    private readonly HashSet<string> asked = new(StringComparer.Ordinal) { "type" };

    /// <summary>The reader of the file.</summary>
    public PipelineReader Reader { get; } = reader;

    /// <summary>Reports a fault of the whole.</summary>
    public void Report(string reason) => Report(map.Line, reason);

    /// <summary>Reports a fault of one parameter.</summary>
    public void Report(string key, string reason) => Report((map[key] ?? map).Line, reason);

    /// <summary>Whether a parameter is given, be it as null.</summary>
    public bool Has(string key) => Node(key) is not null;

    /// <summary>The node of a parameter, or null when it is not given.</summary>
    public YamlNode? Node(string key)
    {
        asked.Add(key);
        return map[key];
    }

    /// <summary>A text that must be given.</summary>
    public string Text(string key)
    {
        if (Given(key) is not { } node)
            return string.Empty;
        if (node is YamlScalar { IsNull: false } scalar)
            return scalar.Text;
        Report(node.Line, $"'{key}' of {owner} must be a text, not {node.Kind}");
        return string.Empty;
    }

    /// <summary>A text, or null when it is absent or given as null.</summary>
    public string? TextOrNull(string key) => Node(key) is null or YamlScalar { IsNull: true } ? null : Text(key);

    /// <summary>A truth value; false when it is not given.</summary>
    public bool Flag(string key)
    {
        if (Node(key) is not { } node)
            return false;
        if (node is YamlScalar scalar && ScalarValues.Read(scalar) is BooleanValue flag)
            return flag.Value;
        Report(node.Line, $"'{key}' of {owner} must be true or false");
        return false;
    }

    /// <summary>One or several texts, at least one.</summary>
    public ImmutableArray<string> Texts(string key)
    {
        if (Given(key) is not { } node)
            return [];
        if (node is YamlSequence { Items.Count: 0 })
            Report(node.Line, $"'{key}' of {owner} must not be empty");
        return TextList(node, key);
    }

    /// <summary>One or several texts, or the default array when the parameter is not given.</summary>
    public ImmutableArray<string> TextsOrDefault(string key) => Node(key) is { } node ? TextList(node, key) : default;

    /// <summary>A map of texts to one or several texts each.</summary>
    /// <param name="key">The parameter.</param>
    /// <param name="emptyAllowed">Whether nothing at all is something too.</param>
    public ImmutableArray<KeyValuePair<string, ImmutableArray<string>>> TextMap(string key, bool emptyAllowed = false)
    {
        if (Given(key) is not { } node)
            return [];
        if (node is not YamlMapping entries || entries.Entries.Count == 0 && !emptyAllowed)
        {
            Report(node.Line, $"'{key}' of {owner} must be a map with at least one entry");
            return [];
        }

        ImmutableArray<KeyValuePair<string, ImmutableArray<string>>>.Builder result =
            ImmutableArray.CreateBuilder<KeyValuePair<string, ImmutableArray<string>>>(entries.Entries.Count);
        foreach (KeyValuePair<YamlScalar, YamlNode> entry in entries.Entries)
        {
            ImmutableArray<string> targets = TextList(entry.Value, key);
            if (entry.Value is YamlSequence { Items.Count: 0 } && !emptyAllowed)
                Report(entry.Value.Line, $"'{entry.Key.Text}' in '{key}' of {owner} leads nowhere");
            result.Add(new(entry.Key.Text, targets));
        }

        return result.ToImmutable();
    }

    /// <summary>A single value that must be given; it may be null.</summary>
    public SigmaValue Scalar(string key)
    {
        if (Given(key) is not { } node)
            return new NullValue();
        if (node is YamlScalar scalar)
            return ScalarValues.Read(scalar);
        Report(node.Line, $"'{key}' of {owner} must be a single value, not {node.Kind}");
        return new NullValue();
    }

    /// <summary>One of several words.</summary>
    public TChoice Choice<TChoice>(string key, TChoice fallback, params ReadOnlySpan<(string Word, TChoice Meaning)> choices)
    {
        if (Node(key) is not { } node)
            return fallback;
        List<string> words = [];
        foreach ((string word, TChoice meaning) in choices)
        {
            if (node is YamlScalar scalar && string.Equals(scalar.Text, word, StringComparison.Ordinal))
                return meaning;
            words.Add(word);
        }

        Report(node.Line, $"'{key}' of {owner} must be one of {string.Join(", ", words)}");
        return fallback;
    }

    /// <summary>A regular expression that must be given.</summary>
    public PipelineRegex Pattern(string key) => Pattern(key, Text(key));

    /// <summary>A regular expression out of a parameter.</summary>
    /// <param name="key">The parameter, for messages.</param>
    /// <param name="pattern">The expression.</param>
    public PipelineRegex Pattern(string key, string pattern)
    {
        if (PipelineRegex.Create(pattern, out string? fault) is { } regex)
            return regex;
        Report(key, $"'{pattern}' is not a valid regular expression: {fault}");
        return PipelineRegex.Never;
    }

    /// <summary>Reports what nobody has asked for: a parameter that has no effect would be a silent mistake.</summary>
    /// <param name="others">Keys that others read.</param>
    public void RefuseRest(IReadOnlyCollection<string> others)
    {
        foreach (KeyValuePair<YamlScalar, YamlNode> entry in map.Entries)
        {
            if (!asked.Contains(entry.Key.Text) && !others.Contains(entry.Key.Text, StringComparer.Ordinal))
                Report(entry.Key.Line, $"'{entry.Key.Text}' is not a parameter of {owner}");
        }
    }

    private void Report(int line, string reason) => Reader.Problems.Add(new(new SourceLocation(Reader.Path, line), reason));

    private YamlNode? Given(string key)
    {
        YamlNode? node = Node(key);
        if (node is null)
            Report(map.Line, $"{owner} needs '{key}'");
        return node;
    }

    private ImmutableArray<string> TextList(YamlNode node, string key)
    {
        IReadOnlyList<YamlNode> items = node is YamlSequence list ? list.Items : [node];
        ImmutableArray<string>.Builder texts = ImmutableArray.CreateBuilder<string>(items.Count);
        foreach (YamlNode item in items)
        {
            if (item is YamlScalar { IsNull: false } scalar)
                texts.Add(scalar.Text);
            else
                Report(item.Line, $"'{key}' of {owner} must hold texts, not {item.Kind}");
        }

        return texts.ToImmutable();
    }
}
