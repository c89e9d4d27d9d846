using System.Text.Json;
using HueSoc.Events.Layouts;

namespace HueSoc.Events.Tests.Layouts;

/// <summary>Looks fields up as the contract of <see cref="Layout"/> says, without any haste.</summary>
internal static class PathLookup
{
    /// <summary>The first layout that recognises an event.</summary>
    public static Layout Recognise(string json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        return LayoutCatalog.All.First(layout =>
            layout.Markers.IsEmpty || layout.Markers.Any(list => list.All(path => Find(document.RootElement, path, layout).Count > 0)));
    }

    /// <summary>The values of a field; empty when it is absent.</summary>
    public static IReadOnlyList<string> Values(string json, string field) => First(json, layout => layout.Paths(field));

    /// <summary>The values at the first path that is present.</summary>
    public static IReadOnlyList<string> First(string json, Func<Layout, IEnumerable<string>> paths)
    {
        Layout layout = Recognise(json);
        using JsonDocument document = JsonDocument.Parse(json);
        foreach (string path in paths(layout))
        {
            List<JsonElement> found = Find(document.RootElement, path, layout);
            if (found.Count > 0)
                return [.. found.Select(value => value.ToString())];
        }

        return [];
    }

    private static List<JsonElement> Find(JsonElement at, string path, Layout layout)
    {
        if (at.ValueKind == JsonValueKind.Array)
            return [.. at.EnumerateArray().SelectMany(element => Find(element, path, layout))];
        if (path.Length == 0)
            return [at];
        if (at.ValueKind != JsonValueKind.Object)
            return [];
        List<JsonElement> found = [];
        foreach (JsonProperty property in at.EnumerateObject())
        {
            string key = layout.DropsSpacesInKeys ? property.Name.Replace(" ", "", StringComparison.Ordinal) : property.Name;
            int dot = path.IndexOf('.', StringComparison.Ordinal);
            if (path is "*" || string.Equals(path, key, StringComparison.Ordinal))
                found.AddRange(Find(property.Value, "", layout));
            else if (path.StartsWith(key + ".", StringComparison.Ordinal))
                found.AddRange(Find(property.Value, path[(key.Length + 1)..], layout));
            else if (dot == 1 && path[0] == '*')
                found.AddRange(Find(property.Value, path[2..], layout));
        }

        return found;
    }
}
