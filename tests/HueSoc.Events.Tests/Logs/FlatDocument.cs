using System.Text.Json.Nodes;

namespace HueSoc.Events.Tests.Logs;

/// <summary>A document as the expected ones have it: dotted names; an array of one is the same as its element, for a search at least.</summary>
internal static class FlatDocument
{
    public static SortedDictionary<string, string> Of(JsonObject document)
    {
        SortedDictionary<string, string> flat = new(StringComparer.Ordinal);
        Add(flat, "", document);
        return flat;
    }

    private static void Add(SortedDictionary<string, string> flat, string prefix, JsonObject from)
    {
        foreach ((string key, JsonNode? value) in from)
        {
            string name = prefix.Length == 0 ? key : $"{prefix}.{key}";
            if (value is JsonObject inner)
                Add(flat, name, inner);
            else if (value is JsonArray { Count: 1 } one)
                flat[name] = one[0]!.ToJsonString();
            else
                flat[name] = value?.ToJsonString() ?? "null";
        }
    }
}
