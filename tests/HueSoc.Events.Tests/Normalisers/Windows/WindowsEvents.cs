using System.Text;
using System.Text.Json.Nodes;
using HueSoc.Events.Normalisers;
using HueSoc.Events.Normalisers.Windows;

namespace HueSoc.Events.Tests.Normalisers.Windows;

/// <summary>Windows events on their way through the normaliser.</summary>
internal static class WindowsEvents
{
    /// <summary>An event of the Windows layout.</summary>
    public static JsonObject Event(string provider, int id, JsonObject eventData) =>
        new() { ["winlog"] = new JsonObject { ["provider_name"] = provider, ["event_id"] = id.ToString(), ["computer_name"] = "pc1", ["event_data"] = eventData } };

    /// <summary>What becomes of an event.</summary>
    public static JsonObject Normalise(JsonObject document, ScriptBlocks? scripts = null, string sender = "", string format = "winlogbeat") =>
        Normalise(document.ToJsonString(), scripts, sender, format);

    /// <summary>What becomes of an event.</summary>
    public static JsonObject Normalise(string document, ScriptBlocks? scripts = null, string sender = "", string format = "winlogbeat")
    {
        EventDraft draft = new();
        draft.TryRead(Encoding.UTF8.GetBytes(document), new JsonBounds()).ShouldBeTrue(draft.Problem);
        NormaliserContext context = new(TimeZoneInfo.Utc) { ScriptBlocks = scripts, Sender = Encoding.UTF8.GetBytes(sender) };
        context.Begin(DateTimeOffset.UnixEpoch);
        EventFormats.Normalise(draft, context).ShouldBe(format);
        return JsonNode.Parse(draft.Finish())!.AsObject();
    }

    /// <summary>A value as text, by its path.</summary>
    public static string? Text(JsonNode? seen, string path)
    {
        foreach (string name in path.Split('.'))
            seen = (seen as JsonObject)?[name];
        return seen?.ToString();
    }

    /// <summary>The values of an event that another one has not, each under its path. Arrays are values.</summary>
    public static SortedDictionary<string, string> Added(JsonObject before, JsonObject after)
    {
        SortedDictionary<string, string> added = new(StringComparer.Ordinal);
        Collect(before, after, string.Empty, added);
        return added;
    }

    private static void Collect(JsonObject? before, JsonObject after, string path, SortedDictionary<string, string> added)
    {
        foreach ((string name, JsonNode? value) in after)
        {
            JsonNode? old = before?[name];
            if (value is JsonObject inner)
                Collect(old as JsonObject, inner, path + name + ".", added);
            else if (before is null || !before.ContainsKey(name))
                added[path + name] = value?.ToJsonString() ?? "null";
        }
    }
}
