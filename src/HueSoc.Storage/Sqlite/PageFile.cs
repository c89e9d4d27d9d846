namespace HueSoc.Storage.Sqlite;

/// <summary>A database file as bare pages, the log's committed ones included.</summary>
internal sealed class PageFile : IDisposable
{
    private readonly FileStream file;
    private readonly FileStream? log;
    private readonly Dictionary<uint, long> logged;

    private PageFile(FileStream file, FileStream? log)
    {
        this.file = file;
        this.log = log;
        logged = log is null ? [] : WalFrames.Committed(log, DayFileWriter.PageSize);
        // Whole pages and one that was cut off.
        Count = Math.Max((uint)((file.Length + DayFileWriter.PageSize - 1) / DayFileWriter.PageSize), logged.Count == 0 ? 0 : logged.Keys.Max());
    }

    /// <summary>How many pages there are; they are counted from 1.</summary>
    public uint Count { get; }

    /// <summary>Opens a file that nothing else uses.</summary>
    public static PageFile Open(string path)
    {
        // The file may be gone and only its log be there.
        FileStream opened = new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        try
        {
            return new(opened, File.Exists(path + "-wal") ? new(path + "-wal", FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1 << 16) : null);
        }
        catch
        {
            opened.Dispose();
            throw;
        }
    }

    /// <summary>Reads a page; what cannot be read is zeros.</summary>
    public void Read(uint number, Span<byte> page)
    {
        page.Clear();
        bool fromLog = logged.TryGetValue(number, out long at);
        FileStream source = fromLog ? log! : file;
        try
        {
            RandomAccess.Read(source.SafeFileHandle, page, fromLog ? at : (number - 1L) * DayFileWriter.PageSize);
        }
        catch (IOException)
        {
            // A bad sector is a damaged page.
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        file.Dispose();
        log?.Dispose();
    }
}
