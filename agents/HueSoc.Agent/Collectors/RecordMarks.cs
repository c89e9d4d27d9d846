namespace HueSoc.Agent.Collectors;

/// <summary>What is special about a record.</summary>
[Flags]
internal enum RecordMarks
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>It is a part of a line over the limit, and not its last.</summary>
    Split = 1,

    /// <summary>It is the last part of a line over the limit.</summary>
    SplitEnd = 2,

    /// <summary>The source ended before the line did.</summary>
    Unfinished = 4,

    /// <summary>It was put together from several lines.</summary>
    Multiline = 8,
}
