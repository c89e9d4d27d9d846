namespace HueSoc.Agent.Collectors.Files;

/// <summary>What the system says of a file.</summary>
/// <param name="Key">Which file it is.</param>
/// <param name="Size">Its size in bytes.</param>
/// <param name="Modified">When its content changed, in nanoseconds since 1970. Only compared, never read as a time.</param>
/// <param name="Links">How many names it has; 0 when it was deleted and is only held open.</param>
/// <param name="Regular">Whether it is a regular file.</param>
/// <param name="Made">When it was made, as far as the file system knows, to tell an older file from a younger one; 0 when it does not.</param>
internal readonly record struct FileFacts(FileKey Key, long Size, long Modified, uint Links, bool Regular, long Made);
