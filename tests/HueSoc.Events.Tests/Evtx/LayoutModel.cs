using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace HueSoc.Events.Tests.Evtx;

/// <summary>Our Windows layout of an event's XML, in the plainest way.</summary>
internal static class LayoutModel
{
    private static readonly string[] Numbers =
        ["Qualifiers", "Version", "Level", "Task", "Opcode", "EventRecordID", "ProcessID", "ThreadID", "ProcessorID", "SessionID", "KernelTime", "UserTime", "ProcessorTime"];

    /// <summary>The layout.</summary>
    /// <param name="root">The Event element, in no namespace.</param>
    public static JsonObject Of(XElement root)
    {
        XElement system = root.Element("System")!;
        JsonObject winlog = [];
        Put(winlog, "provider_name", system.Element("Provider")?.Attribute("Name"));
        Put(winlog, "provider_guid", system.Element("Provider")?.Attribute("Guid"));
        Put(winlog, "event_source_name", system.Element("Provider")?.Attribute("EventSourceName"));
        Put(winlog, "event_id", system.Element("EventID"));
        Put(winlog, "qualifiers", system.Element("EventID")?.Attribute("Qualifiers"));
        Put(winlog, "version", system.Element("Version"));
        Put(winlog, "level", system.Element("Level"));
        Put(winlog, "task", system.Element("Task"));
        Put(winlog, "opcode", system.Element("Opcode"));
        Put(winlog, "keywords", system.Element("Keywords"));
        Put(winlog, "record_id", system.Element("EventRecordID"));
        Put(winlog, "activity_id", system.Element("Correlation")?.Attribute("ActivityID"));
        Put(winlog, "related_activity_id", system.Element("Correlation")?.Attribute("RelatedActivityID"));
        if (system.Element("Execution") is { HasAttributes: true } execution)
        {
            JsonObject process = [];
            Put(process, "pid", execution.Attribute("ProcessID"));
            if (execution.Attribute("ThreadID") is { } thread)
            {
                process["thread"] = new JsonObject();
                Put((JsonObject)process["thread"]!, "id", thread);
            }

            Put(process, "processor_id", execution.Attribute("ProcessorID"));
            Put(process, "session_id", execution.Attribute("SessionID"));
            Put(process, "kernel_time", execution.Attribute("KernelTime"));
            Put(process, "user_time", execution.Attribute("UserTime"));
            Put(process, "processor_time", execution.Attribute("ProcessorTime"));
            winlog["process"] = process;
        }

        Put(winlog, "channel", system.Element("Channel"));
        Put(winlog, "computer_name", system.Element("Computer"));
        if (system.Element("Security")?.Attribute("UserID") is { } user)
            winlog["user"] = new JsonObject { ["identifier"] = user.Value };
        foreach (XElement section in root.Elements().Where(e => e != system))
        {
            (string key, JsonObject value) = Section(section);
            winlog[key] = value;
            if (key == "event_data")
                Put(winlog, "event_data_name", section.Attribute("Name"));
        }

        JsonObject ecs = [];
        Put(ecs, "code", system.Element("EventID"));
        Put(ecs, "provider", system.Element("Provider")?.Attribute("Name"));
        ecs["kind"] = "event";
        JsonObject layout = new() { ["@timestamp"] = system.Element("TimeCreated")!.Attribute("SystemTime")!.Value, ["winlog"] = winlog, ["event"] = ecs };
        if (system.Element("Computer") is { } computer)
            layout["host"] = new JsonObject { ["name"] = computer.Value };
        string? level = system.Element("Level")?.Value switch { "0" or "4" => "information", "1" => "critical", "2" => "error", "3" => "warning", "5" => "verbose", _ => null };
        if (level is not null)
            layout["log"] = new JsonObject { ["level"] = level };
        return layout;
    }

    private static (string Key, JsonObject Value) Section(XElement section)
    {
        switch (section.Name.LocalName)
        {
            case "EventData":
                return ("event_data", EventData(section));
            case "UserData":
                JsonObject user = section.Elements().FirstOrDefault() is { } first ? Members(first) : [];
                if (section.Elements().Any())
                    user["xml_name"] = section.Elements().First().Name.LocalName;
                return ("user_data", user);
            case "ProcessingErrorData":
                return ("processing_error_data", Members(section));
            default:
                throw new InvalidOperationException($"the corpus has no {section.Name}");
        }
    }

    private static JsonObject EventData(XElement section)
    {
        JsonObject data = [];
        List<JsonNode> unnamed = [];
        foreach (XElement element in section.Elements())
        {
            if (element.Name.LocalName != "Data")
            {
                Add(data, element.Name.LocalName, Value(element));
                continue;
            }

            string? name = element.Attribute("Name")?.Value;
            if (string.IsNullOrEmpty(name))
            {
                unnamed.Add(element.Value);
                name = $"param{unnamed.Count}";
            }

            Add(data, name, element.Value);
        }

        if (unnamed.Count > 0)
            data["Data"] = unnamed.Count == 1 ? unnamed[0] : new JsonArray([.. unnamed]);
        return data;
    }

    private static JsonObject Members(XElement element)
    {
        JsonObject members = [];
        foreach (XAttribute attribute in element.Attributes())
            Add(members, attribute.Name.LocalName, attribute.Value);
        foreach (XElement child in element.Elements())
            Add(members, child.Name.LocalName, Value(child));
        string text = string.Concat(element.Nodes().OfType<XText>().Select(t => t.Value));
        if (!string.IsNullOrWhiteSpace(text))
            members[element.Name.LocalName + "_value"] = text;
        return members;
    }

    private static JsonNode Value(XElement element) => element.HasElements || element.HasAttributes ? Members(element) : element.Value;

    private static void Add(JsonObject members, string name, JsonNode value)
    {
        if (!members.TryGetPropertyValue(name, out JsonNode? old))
            members[name] = value;
        else if (old is JsonArray array)
            array.Add(value);
        else
            members[name] = new JsonArray(old!.DeepClone(), value);
    }

    private static void Put(JsonObject members, string key, XObject? source)
    {
        (string name, string value) = source switch
        {
            XElement element => (element.Name.LocalName, element.Value),
            XAttribute attribute => (attribute.Name.LocalName, attribute.Value),
            _ => (string.Empty, string.Empty),
        };
        if (source is not null)
            members[key] = Numbers.Contains(name) && ulong.TryParse(value, out ulong number) ? number : value;
    }
}
