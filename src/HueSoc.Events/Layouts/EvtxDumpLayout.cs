using System.Collections.Immutable;

namespace HueSoc.Events.Layouts;

/// <summary>
/// A Windows event's XML as JSON, element by element, as evtx_dump writes it: <c>Event.System</c> with <c>Event.EventData</c> or
/// <c>Event.UserData</c>. Attributes stand under <c>#attributes</c> inside of their element, and its text then under
/// <c>#text</c>, or, if so asked, beside it under the element's name with <c>_attributes</c>.
/// </summary>
internal static class EvtxDumpLayout
{
    private const string System = "Event.System.";
    private const string EventData = "Event.EventData.";
    private const string UserData = "Event.UserData.";

    public static Layout Create() => new()
    {
        Name = "evtx_dump",
        Product = "windows",
        Markers = [["Event.System"]],
        Paths = PathsOf,
        TimestampPaths = [.. Attribute("TimeCreated", "SystemTime")],
        HostPaths = [System + "Computer"],
        RecordPaths = [System + "EventRecordID"],
        DropsSpacesInKeys = true,
    };

    private static ImmutableArray<string> PathsOf(string field)
    {
        ImmutableArray<string>.Builder paths = ImmutableArray.CreateBuilder<string>(8);
        if (WindowsSystem.Elements.Contains(field))
            paths.AddRange(Element(field));
        else if (WindowsSystem.Attributes.TryGetValue(field, out (string Element, string Attribute) place))
            paths.AddRange(Attribute(place.Element, place.Attribute));

        if (JoinedScript.PathOf(field) is { } joined)
            paths.Add(joined);

        // Data without a name of its own: one text, or an array of them.
        if (string.Equals(field, "Data", StringComparison.Ordinal))
            paths.Add(EventData + "Data.#text");
        paths.Add(EventData + field);

        // UserData holds one element, named by whoever wrote the event, and the fields in it.
        paths.Add($"{UserData}*.{field}");
        paths.Add(UserData + field);

        if (string.Equals(field, WindowsSystem.YieldingElement, StringComparison.Ordinal))
            paths.AddRange(Element(field));
        else if (string.Equals(field, "Message", StringComparison.Ordinal))
            paths.Add("Event.RenderingInfo.Message");
        paths.Add(field);
        return paths.DrainToImmutable();
    }

    // The text is looked for first: with attributes the element itself is an object.
    private static string[] Element(string name) => [$"{System}{name}.#text", System + name];

    private static string[] Attribute(string element, string name) =>
        [$"{System}{element}.#attributes.{name}", $"{System}{element}_attributes.{name}"];
}
