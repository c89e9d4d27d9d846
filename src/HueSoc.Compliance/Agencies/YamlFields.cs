using System.Collections.Immutable;
using System.Globalization;
using YamlDotNet.RepresentationModel;

namespace HueSoc.Compliance.Agencies;

/// <summary>Takes fields out of YAML maps, and notes with their line what is not as it should be.</summary>
/// <param name="path">The path for messages.</param>
internal sealed class YamlFields(string path)
{
    private readonly ImmutableArray<string>.Builder problems = ImmutableArray.CreateBuilder<string>();

    /// <summary>What was wrong, in the order it was found.</summary>
    public ImmutableArray<string> Problems => problems.ToImmutable();

    /// <summary>Notes a problem.</summary>
    public void Fault(YamlNode at, string reason) => problems.Add(string.Create(CultureInfo.InvariantCulture, $"{path}:{at.Start.Line}: {reason}"));

    /// <summary>Refuses keys that mean nothing here: a misspelt key would go unnoticed.</summary>
    public void Only(YamlMappingNode map, params ReadOnlySpan<string> keys)
    {
        foreach (YamlNode key in map.Children.Keys)
        {
            if (key is not YamlScalarNode { Value: { } name } || !keys.Contains(name))
                Fault(key, $"the key {key} is not known here");
        }
    }

    /// <summary>The value of a key; null when it is not there.</summary>
    public static YamlNode? Get(YamlMappingNode map, string key) => map.Children.TryGetValue(new YamlScalarNode(key), out YamlNode? value) ? value : null;

    /// <summary>A text that must be there.</summary>
    public string Text(YamlMappingNode map, string key)
    {
        if (OptionalText(map, key) is { Length: > 0 } text)
            return text;
        if (Get(map, key) is null or YamlScalarNode)
            Fault(Get(map, key) ?? map, $"{key} is missing");
        return string.Empty;
    }

    /// <summary>A text that may be there.</summary>
    public string? OptionalText(YamlMappingNode map, string key)
    {
        switch (Get(map, key))
        {
            case null:
                return null;
            case YamlScalarNode scalar:
                return (scalar.Value ?? string.Empty).Trim();
            case YamlNode other:
                Fault(other, $"{key} is a single value");
                return null;
        }
    }

    /// <summary>A year that may be there.</summary>
    public int? Year(YamlMappingNode map, string key)
    {
        if (OptionalText(map, key) is not { } text)
            return null;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int year) && year is >= 1900 and <= 2200)
            return year;
        Fault(Get(map, key)!, $"{key} is a year, was {text}");
        return null;
    }

    /// <summary>A list of texts that may be there.</summary>
    public ImmutableArray<string> Texts(YamlMappingNode map, string key)
    {
        ImmutableArray<string>.Builder texts = ImmutableArray.CreateBuilder<string>();
        foreach (YamlNode item in Items(map, key))
        {
            if (item is YamlScalarNode { Value: { Length: > 0 } text })
                texts.Add(text.Trim());
            else
                Fault(item, $"{key} holds single values");
        }

        return texts.ToImmutable();
    }

    /// <summary>A list of maps that may be there.</summary>
    public IEnumerable<YamlMappingNode> Maps(YamlMappingNode map, string key)
    {
        foreach (YamlNode item in Items(map, key))
        {
            if (item is YamlMappingNode entry)
                yield return entry;
            else
                Fault(item, $"{key} holds maps");
        }
    }

    /// <summary>The entries of a map that may be there.</summary>
    public IEnumerable<(string Key, YamlNode Value)> Entries(YamlMappingNode map, string key)
    {
        YamlNode? value = Get(map, key);
        if (value is YamlMappingNode entries)
            return entries.Children.Select(entry => ((entry.Key as YamlScalarNode)?.Value ?? string.Empty, entry.Value));
        if (value is not null)
            Fault(value, $"{key} is a map");
        return [];
    }

    private IEnumerable<YamlNode> Items(YamlMappingNode map, string key)
    {
        switch (Get(map, key))
        {
            case null:
                return [];
            case YamlSequenceNode sequence:
                return sequence.Children;
            case YamlNode other:
                Fault(other, $"{key} is a list");
                return [];
        }
    }
}
