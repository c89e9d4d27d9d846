namespace HueSoc.Agent.Collectors.Files;

/// <summary>What tells a file from every other one, whatever its names are.</summary>
/// <param name="Device">The device (Linux: major and minor number; Windows: the volume's serial number).</param>
/// <param name="Inode">The inode (Windows: the file's index).</param>
/// <param name="Born">When it was made, in nanoseconds since 1970, so that an inode that is given again is another file; 0 where the file system does not say, and
/// on Windows, where the index itself says how often it was given.</param>
internal readonly record struct FileKey(ulong Device, ulong Inode, long Born);
