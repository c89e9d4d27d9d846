namespace HueSoc.Events.Windows;

/// <summary>The values of a Windows event's System section that have a place of their own in the layout.</summary>
internal enum SystemField
{
    /// <summary>None of them.</summary>
    None,
    ProviderName,
    ProviderGuid,
    EventSourceName,
    EventId,
    Qualifiers,
    Version,
    Level,
    Task,
    Opcode,
    Keywords,
    TimeCreated,
    RecordId,
    ActivityId,
    RelatedActivityId,
    ProcessId,
    ThreadId,
    ProcessorId,
    SessionId,
    KernelTime,
    UserTime,
    ProcessorTime,
    Channel,
    Computer,
    UserId,

    /// <summary>How many there are, <see cref="None"/> included.</summary>
    Count,
}
