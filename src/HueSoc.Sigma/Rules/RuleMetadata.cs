using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using HueSoc.Sigma.Yaml;

namespace HueSoc.Sigma.Rules;

/// <summary>The attributes that rules, filters and correlations share.</summary>
/// <param name="Id">The id, or one made from path and title.</param>
/// <param name="Title">The title.</param>
/// <param name="Name">The name, if any.</param>
/// <param name="Level">The level, if any.</param>
/// <param name="Status">The status, if any.</param>
/// <param name="Tags">The tags.</param>
internal sealed record RuleMetadata(string Id, string Title, string? Name, SigmaLevel? Level, string? Status, ImmutableArray<string> Tags)
{
    private static readonly string[] Statuses = ["stable", "test", "experimental", "deprecated", "unsupported"];

    /// <summary>Reads the attributes of a document.</summary>
    /// <param name="document">The document.</param>
    /// <param name="stablePath">The path below the folder that was asked for, with forward slashes, for made ids.</param>
    /// <param name="faults">Receives what is wrong.</param>
    public static RuleMetadata Read(YamlMapping document, string stablePath, DocumentFaults faults)
    {
        string? title = Text(document, "title", faults);
        if (title is null && document["title"] is null or YamlScalar { IsNull: true })
            faults.Add(document.Line, "the title is missing");
        string? status = Text(document, "status", faults);
        if (status is not null && !Statuses.Contains(status, StringComparer.OrdinalIgnoreCase))
            faults.Add(document["status"]!.Line, $"the status '{status}' is not one of {string.Join(", ", Statuses)}");
        if (document["action"] is { } action)
            faults.Add(action.Line, "'action' belongs to Sigma 1 and is not read");
        string id = Text(document, "id", faults) ?? MadeId(stablePath, title ?? string.Empty);
        return new(id, title ?? string.Empty, Text(document, "name", faults), ReadLevel(document, faults), status, Texts(document, "tags", faults));
    }

    /// <summary>The text of a key; null when it is not there.</summary>
    internal static string? Text(YamlMapping map, string key, DocumentFaults faults)
    {
        switch (map[key])
        {
            case null or YamlScalar { IsNull: true }:
                return null;
            case YamlScalar { Text: { } text } scalar:
                if (text.Length is > 0 and <= 65_535)
                    return text;
                faults.Add(scalar.Line, text.Length == 0 ? $"'{key}' is empty" : $"'{key}' is longer than 65,535 characters");
                return null;
            case { } other:
                faults.Add(other.Line, $"'{key}' must be a text, not {other.Kind}");
                return null;
        }
    }

    /// <summary>The texts of a key that holds a list.</summary>
    internal static ImmutableArray<string> Texts(YamlMapping map, string key, DocumentFaults faults, bool orSingle = false)
    {
        switch (map[key])
        {
            case null or YamlScalar { IsNull: true }:
                return [];
            case YamlScalar single when orSingle:
                return [single.Text];
            case YamlSequence list:
                foreach (YamlNode item in list.Items.Where(i => i is not YamlScalar))
                    faults.Add(item.Line, $"an entry of '{key}' must be a text, not {item.Kind}");
                return [.. list.Items.OfType<YamlScalar>().Select(s => s.Text)];
            case { } other:
                faults.Add(other.Line, $"'{key}' must be a list, not {other.Kind}");
                return [];
        }
    }

    private static SigmaLevel? ReadLevel(YamlMapping document, DocumentFaults faults)
    {
        string? text = Text(document, "level", faults);
        if (text is null)
            return null;
        foreach (SigmaLevel level in Enum.GetValues<SigmaLevel>())
        {
            if (string.Equals(text, level.ToString(), StringComparison.OrdinalIgnoreCase))
                return level;
        }

        faults.Add(document["level"]!.Line, $"the level '{text}' is not one of informational, low, medium, high, critical");
        return null;
    }

    /// <summary>A UUID (RFC 9562, version 8) of the path and the title: the same on every machine, until either changes.</summary>
    private static string MadeId(string stablePath, string title)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes($"{stablePath}\0{title}"), hash);
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash[..16], bigEndian: true).ToString();
    }
}
