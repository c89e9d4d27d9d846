namespace HueSoc.Storage;

/// <summary>
/// Files and folders that nobody but their owner may read: hashes of secrets, and everybody's logs. On Windows the folder's
/// own list of who may do what is left as it is.
/// </summary>
internal static class OwnersAlone
{
    private const UnixFileMode FileMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode FolderMode = FileMode | UnixFileMode.UserExecute;

    /// <summary>Makes a folder when it is not there. One that is there keeps its mode: whoever made it decided that.</summary>
    /// <exception cref="IOException">It cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be made.</exception>
    public static void MakeFolder(string path)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(path);
        else
            Directory.CreateDirectory(path, FolderMode);
    }

    /// <summary>Makes a file that is not there yet, and opens it for writing.</summary>
    /// <exception cref="IOException">It is there, or cannot be made.</exception>
    public static FileStream CreateNew(string path)
    {
        FileStreamOptions options = new() { Mode = System.IO.FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = FileMode;
        return new(path, options);
    }

    /// <summary>
    /// Makes an empty file when it is not there, for SQLite to fill, and takes from others what they may do with one that is.
    /// SQLite gives its logs the mode of the file they belong to. What cannot be done here is left to whoever opens the file to complain about.
    /// </summary>
    public static void MakeFile(string path)
    {
        if (OperatingSystem.IsWindows())
            return;
        try
        {
            if (!File.Exists(path))
            {
                new FileStream(path, new FileStreamOptions { Mode = System.IO.FileMode.OpenOrCreate, Access = FileAccess.Write, Share = FileShare.ReadWrite, UnixCreateMode = FileMode }).Dispose();
                return;
            }

            foreach (string file in (ReadOnlySpan<string>)[path, path + "-wal", path + "-shm"])
            {
                if (File.Exists(file) && File.GetUnixFileMode(file) is UnixFileMode mode && (mode & ~FolderMode) != 0)
                    File.SetUnixFileMode(file, mode & FolderMode);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Another user's file, or no folder: the opening that follows says which.
        }
    }
}
