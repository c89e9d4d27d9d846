namespace HueSoc.Agent.Collectors.Files;

/// <summary>How a file compares with a content.</summary>
internal enum ContentMatch
{
    /// <summary>It is something else.</summary>
    None,

    /// <summary>All that can be compared is equal, but the file is shorter than what was read or fingerprinted of the content.</summary>
    Beginning,

    /// <summary>It has the content, at least as far as it was read.</summary>
    Whole,

    /// <summary>It cannot be told now: the file could not be read, or there is much to decompress.</summary>
    Later,
}
