using System.Collections.Immutable;
using System.Text.Json;

namespace HueSoc.Sigma.Tests.Model;

/// <summary>An event and the fields that a layout finds in it.</summary>
internal sealed class NaiveEvent
{
    private readonly NaiveElement root;
    private readonly Dictionary<string, Field> fields = new(StringComparer.Ordinal);

    /// <summary>Recognises the layout: the first of which every path of one marker list is there, or that has no markers.</summary>
    public NaiveEvent(JsonElement json, ImmutableArray<EventLayout> layouts)
    {
        root = NaiveElement.Read(json);
        Layout = layouts.First(layout => layout.Markers.IsEmpty
            || layout.Markers.Any(paths => paths.All(path => At(path, layout.DropsSpacesInKeys).Present)));
        Scalars = [.. root.AllScalars().Where(s => s.Text is not null)];
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
    public ImmutableArray<NaiveValue> Scalars { get; }

    /// <summary>A field by the name that rules use.</summary>
    public Field this[string name]
    {
        get
        {
            if (fields.TryGetValue(name, out Field? field))
                return field;
            field = First(Layout.Paths(name)) ?? new(false, []);
            fields.Add(name, field);
            return field;
        }
    }

    /// <summary>The text of the first scalar at the first path that is there.</summary>
    public string FirstText(ImmutableArray<string> paths) => First(paths)?.Scalars.FirstOrDefault()?.Text ?? string.Empty;

    private Field? First(ImmutableArray<string> paths) =>
        paths.Select(path => At(path, Layout.DropsSpacesInKeys)).FirstOrDefault(f => f.Present);

    private Field At(string path, bool dropsSpaces)
    {
        List<NaiveElement> found = [];
        Find(root, path.Split('.'), dropsSpaces, found);
        return new(found.Count > 0, [.. found.SelectMany(e => e.OwnScalars())]);
    }

    private static void Find(NaiveElement element, ReadOnlySpan<string> path, bool dropsSpaces, List<NaiveElement> found)
    {
        if (path.IsEmpty)
        {
            found.Add(element);
            return;
        }

        foreach (NaiveElement item in element.Items ?? [])
            Find(item, path, dropsSpaces, found);
        foreach (NaiveElement.Property property in element.Properties ?? [])
        {
            if (path[0] == "*")
            {
                Find(property.Value, path[1..], dropsSpaces, found);
                continue;
            }

            // A key stands for one step of the path, or for several when it has dots itself. It is found as it is
            // written, and where spaces are dropped without them too.
            for (int steps = 1; steps <= path.Length && path[steps - 1] != "*"; steps++)
            {
                string part = steps == 1 ? path[0] : string.Join('.', path[..steps]);
                if (part == property.Name || (dropsSpaces && part == property.NameWithoutSpaces))
                    Find(property.Value, path[steps..], dropsSpaces, found);
            }
        }
    }
}
