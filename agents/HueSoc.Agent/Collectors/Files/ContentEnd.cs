namespace HueSoc.Agent.Collectors.Files;

/// <summary>How a content came to be in no file that is known.</summary>
internal enum ContentEnd
{
    /// <summary>It is in a file.</summary>
    None,

    /// <summary>Its file was truncated, or overwritten.</summary>
    Truncated,

    /// <summary>Its file is gone.</summary>
    Gone,
}
