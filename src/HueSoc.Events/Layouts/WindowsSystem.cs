using System.Collections.Frozen;

namespace HueSoc.Events.Layouts;

/// <summary>
/// The fields of a Windows event's System section (the schema of the Windows Event Log, SystemPropertiesType) and the names
/// that rules have for them. An element's text has the element's name, an attribute that of element and attribute.
/// </summary>
internal static class WindowsSystem
{
    /// <summary>
    /// Elements whose name means the System section even when the event's own data has it too: the rules that name them ask which
    /// event it is, which source wrote it and how.
    /// </summary>
    public static readonly FrozenSet<string> Elements = FrozenSet.Create(
        StringComparer.Ordinal,
        "EventID", "Channel", "Computer", "EventRecordID", "Level", "Task", "Opcode", "Keywords");

    /// <summary>
    /// The element that yields to the event's own data: no rule asks for the version of an event's schema, while programs
    /// write their versions under this name.
    /// </summary>
    public const string YieldingElement = "Version";

    /// <summary>Field name to element and attribute.</summary>
    public static readonly FrozenDictionary<string, (string Element, string Attribute)> Attributes =
        new (string Element, string Attribute)[]
        {
            ("Provider", "Name"),
            ("Provider", "Guid"),
            ("Provider", "EventSourceName"),
            ("EventID", "Qualifiers"),
            ("TimeCreated", "SystemTime"),
            ("TimeCreated", "RawTime"),
            ("Correlation", "ActivityID"),
            ("Correlation", "RelatedActivityID"),
            ("Execution", "ProcessID"),
            ("Execution", "ThreadID"),
            ("Execution", "ProcessorID"),
            ("Execution", "SessionID"),
            ("Execution", "KernelTime"),
            ("Execution", "UserTime"),
            ("Execution", "ProcessorTime"),
            ("Security", "UserID"),
        }.ToFrozenDictionary(pair => $"{pair.Element}_{pair.Attribute}", StringComparer.Ordinal);
}
