namespace HueSoc.Agent.Collectors.Files;

/// <summary>How a call about a file ended.</summary>
internal enum FileOutcome
{
    /// <summary>Well.</summary>
    Done,

    /// <summary>There is no such file.</summary>
    Missing,

    /// <summary>The agent may not.</summary>
    Denied,

    /// <summary>Too many files are open, in the process or on the machine.</summary>
    TooManyOpen,

    /// <summary>It is a folder, a pipe, a device or the like.</summary>
    NotRegular,

    /// <summary>The disk or the network failed, or something else went wrong.</summary>
    Failed,
}
