using System.Text.Json;
using System.Text.Json.Nodes;

namespace HueSoc.Server.Tests.Ingest;

/// <summary>A JSON answer without what differs from server to server: numbers, ids and names become their kind.</summary>
internal static class JsonShape
{
    private static readonly string[] Words = ["type", "result", "errors", "status", "_type", "acknowledged", "successful", "failed", "_version", "tagline"];

    public static string Of(JsonNode? node, bool reasons) => Reduce(node, string.Empty, reasons)?.ToJsonString() ?? "null";

    private static JsonNode? Reduce(JsonNode? node, string key, bool reasons) => node switch
    {
        JsonObject members => new JsonObject(members.Where(member => member.Key != "caused_by" || reasons)
            .Select(member => KeyValuePair.Create(member.Key, Reduce(member.Value, member.Key, reasons)))),
        JsonArray elements => new JsonArray([.. elements.Select(element => Reduce(element, key, reasons))]),
        null => null,
        _ when Words.Contains(key) || (reasons && key == "reason") => node.DeepClone(),
        _ => JsonValue.Create(node.GetValueKind() is JsonValueKind.True or JsonValueKind.False ? "bool" : node.GetValueKind().ToString()),
    };
}
