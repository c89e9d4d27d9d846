using System.Text.Json.Nodes;

namespace HueSoc.Events.Tests.Logs;

/// <summary>An event as its fields with dotted names, to compare with documents whichever way they are nested.</summary>
internal static class FlatJson
{
    public static SortedDictionary<string, JsonNode> Of(JsonNode document)
    {
        SortedDictionary<string, JsonNode> fields = new(StringComparer.Ordinal);
        Add(fields, string.Empty, document);
        return fields;
    }

    private static void Add(SortedDictionary<string, JsonNode> fields, string path, JsonNode node)
    {
        if (node is JsonObject element)
        {
            foreach ((string key, JsonNode? value) in element)
            {
                if (value is not null)
                    Add(fields, path.Length == 0 ? key : $"{path}.{key}", value);
            }
        }
        else
        {
            fields[path] = node;
        }
    }
}
