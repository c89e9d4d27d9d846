using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace HueSoc.Sigma.Tests.Model;

/// <summary>An event and the fields that a layout finds in it.</summary>
internal sealed class NaiveEvent
{
    private readonly JsonElement root;
    private readonly Dictionary<string, Field> fields = new(StringComparer.Ordinal);
    private List<NaiveValue>? scalars;

    /// <summary>Recognises the layout: the first of which every path of one marker list is there, or that has no markers.</summary>
    public NaiveEvent(JsonElement root, ImmutableArray<EventLayout> layouts)
    {
        this.root = root;
        Layout = layouts.First(layout => layout.Markers.IsEmpty
            || layout.Markers.Any(paths => paths.All(path => At(path, layout.DropsSpacesInKeys).Present)));
    }

    /// <summary>A field of an event.</summary>
    /// <param name="Present">Whether it is there, whatever it holds.</param>
    /// <param name="Values">Its scalars, null included; arrays are taken apart.</param>
    internal sealed record Field(bool Present, ImmutableArray<NaiveValue> Values)
    {
        /// <summary>The values that can be compared with something.</summary>
        public IEnumerable<NaiveValue> Scalars => Values.Where(v => v.Text is not null);
    }

    /// <summary>The layout of the event.</summary>
    public EventLayout Layout { get; }

    /// <summary>Every scalar of the event but null, wherever it stands.</summary>
    public IReadOnlyList<NaiveValue> Scalars
    {
        get
        {
            if (scalars is null)
            {
                scalars = [];
                Everything(root, scalars);
            }

            return scalars;
        }
    }

    /// <summary>A field by the name that rules use.</summary>
    public Field this[string name]
    {
        get
        {
            if (fields.TryGetValue(name, out Field? field))
                return field;
            field = Layout.Paths(name).Select(path => At(path, Layout.DropsSpacesInKeys)).FirstOrDefault(f => f.Present) ?? new(false, []);
            fields.Add(name, field);
            return field;
        }
    }

    /// <summary>The text of the first scalar at the first path that is there.</summary>
    public string FirstText(ImmutableArray<string> paths) =>
        paths.Select(path => At(path, Layout.DropsSpacesInKeys)).FirstOrDefault(f => f.Present)?.Scalars.FirstOrDefault()?.Text ?? string.Empty;

    private Field At(string path, bool dropsSpaces)
    {
        List<JsonElement> found = [];
        Find(root, path.Split('.'), dropsSpaces, found);
        List<NaiveValue> values = [];
        foreach (JsonElement element in found)
            Flatten(element, values);
        return new(found.Count > 0, [.. values]);
    }

    private static void Find(JsonElement element, ReadOnlySpan<string> path, bool dropsSpaces, List<JsonElement> found)
    {
        if (path.IsEmpty)
        {
            found.Add(element);
            return;
        }

        if (element.ValueKind == JsonValueKind.Array)
        {
            foreach (JsonElement item in element.EnumerateArray())
                Find(item, path, dropsSpaces, found);
        }

        if (element.ValueKind != JsonValueKind.Object)
            return;
        foreach (JsonProperty property in element.EnumerateObject())
        {
            string name = NaiveText.Unescape(JsonMarshal.GetRawUtf8PropertyName(property));

            // A key is found as it is written, and where spaces are dropped without them too.
            string? shorter = dropsSpaces ? name.Replace(" ", string.Empty, StringComparison.Ordinal) : null;
            if (path[0] == "*")
                Find(property.Value, path[1..], dropsSpaces, found);
            for (int keys = 1; keys <= path.Length; keys++)
            {
                string part = string.Join('.', path[..keys]);
                if (!path[..keys].Contains("*") && (part == name || part == shorter))
                    Find(property.Value, path[keys..], dropsSpaces, found);
            }
        }
    }

    private static void Flatten(JsonElement element, List<NaiveValue> values)
    {
        if (element.ValueKind == JsonValueKind.Array)
        {
            foreach (JsonElement item in element.EnumerateArray())
                Flatten(item, values);
        }
        else if (element.ValueKind != JsonValueKind.Object)
        {
            values.Add(Scalar(element));
        }
    }

    private static void Everything(JsonElement element, List<NaiveValue> values)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Array:
                foreach (JsonElement item in element.EnumerateArray())
                    Everything(item, values);
                break;
            case JsonValueKind.Object:
                foreach (JsonProperty property in element.EnumerateObject())
                    Everything(property.Value, values);
                break;
            case JsonValueKind.Null:
                break;
            default:
                values.Add(Scalar(element));
                break;
        }
    }

    private static NaiveValue Scalar(JsonElement element)
    {
        ReadOnlySpan<byte> raw = JsonMarshal.GetRawUtf8Value(element);
        return new(element.ValueKind switch
        {
            JsonValueKind.Null => null,
            JsonValueKind.String => NaiveText.Unescape(raw[1..^1]),
            _ => Encoding.UTF8.GetString(raw),
        });
    }
}
