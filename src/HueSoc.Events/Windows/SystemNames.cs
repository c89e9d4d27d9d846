namespace HueSoc.Events.Windows;

/// <summary>What the elements and attributes of the System section are called (Windows Event Log schema, SystemPropertiesType).</summary>
internal static class SystemNames
{
    /// <summary>The field that an element's text is.</summary>
    public static SystemField OfElement(ReadOnlySpan<byte> element) => element.Length switch
    {
        4 when element.SequenceEqual("Task"u8) => SystemField.Task,
        5 when element.SequenceEqual("Level"u8) => SystemField.Level,
        6 when element.SequenceEqual("Opcode"u8) => SystemField.Opcode,
        7 when element.SequenceEqual("EventID"u8) => SystemField.EventId,
        7 when element.SequenceEqual("Version"u8) => SystemField.Version,
        7 when element.SequenceEqual("Channel"u8) => SystemField.Channel,
        8 when element.SequenceEqual("Keywords"u8) => SystemField.Keywords,
        8 when element.SequenceEqual("Computer"u8) => SystemField.Computer,
        13 when element.SequenceEqual("EventRecordID"u8) => SystemField.RecordId,
        _ => SystemField.None,
    };

    /// <summary>The field that an element's attribute is.</summary>
    public static SystemField OfAttribute(ReadOnlySpan<byte> element, ReadOnlySpan<byte> attribute)
    {
        if (element.SequenceEqual("Execution"u8))
            return OfExecution(attribute);
        if (element.SequenceEqual("Provider"u8))
        {
            return attribute.SequenceEqual("Name"u8) ? SystemField.ProviderName
                : attribute.SequenceEqual("Guid"u8) ? SystemField.ProviderGuid
                : attribute.SequenceEqual("EventSourceName"u8) ? SystemField.EventSourceName : SystemField.None;
        }

        if (element.SequenceEqual("Correlation"u8))
        {
            return attribute.SequenceEqual("ActivityID"u8) ? SystemField.ActivityId
                : attribute.SequenceEqual("RelatedActivityID"u8) ? SystemField.RelatedActivityId : SystemField.None;
        }

        if (element.SequenceEqual("EventID"u8))
            return attribute.SequenceEqual("Qualifiers"u8) ? SystemField.Qualifiers : SystemField.None;
        if (element.SequenceEqual("TimeCreated"u8))
            return attribute.SequenceEqual("SystemTime"u8) ? SystemField.TimeCreated : SystemField.None;
        return element.SequenceEqual("Security"u8) && attribute.SequenceEqual("UserID"u8) ? SystemField.UserId : SystemField.None;
    }

    private static SystemField OfExecution(ReadOnlySpan<byte> attribute) => attribute.Length switch
    {
        9 when attribute.SequenceEqual("ProcessID"u8) => SystemField.ProcessId,
        8 when attribute.SequenceEqual("ThreadID"u8) => SystemField.ThreadId,
        11 when attribute.SequenceEqual("ProcessorID"u8) => SystemField.ProcessorId,
        9 when attribute.SequenceEqual("SessionID"u8) => SystemField.SessionId,
        10 when attribute.SequenceEqual("KernelTime"u8) => SystemField.KernelTime,
        8 when attribute.SequenceEqual("UserTime"u8) => SystemField.UserTime,
        13 when attribute.SequenceEqual("ProcessorTime"u8) => SystemField.ProcessorTime,
        _ => SystemField.None,
    };
}
