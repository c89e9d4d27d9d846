namespace HueSoc.Storage.Control;

/// <summary>The lock that lets one server at a time have a data folder. The system releases it when the process ends, however it ends.</summary>
internal static class ServerLock
{
    /// <summary>The file's name in the data folder.</summary>
    public const string FileName = "huesoc.lock";

    /// <summary>Takes the lock.</summary>
    /// <exception cref="ControlDatabaseException">Another process has it, or the folder cannot be written.</exception>
    public static FileStream Take(string folder)
    {
        string path = Path.Combine(folder, FileName);
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e)
        {
            throw new ControlDatabaseException($"{folder}: another HueSoc server uses this data folder ({e.Message})", e);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new ControlDatabaseException($"{folder}: the data folder cannot be written ({e.Message})", e);
        }
    }

    /// <summary>Whether a server has the folder now.</summary>
    public static bool IsTaken(string folder)
    {
        if (!File.Exists(Path.Combine(folder, FileName)))
            return false;
        try
        {
            using FileStream taken = Take(folder);
            return false;
        }
        catch (ControlDatabaseException)
        {
            return true;
        }
    }
}
