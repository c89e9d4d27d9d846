using Microsoft.Win32.SafeHandles;

namespace HueSoc.Agent.Spool;

/// <summary>
/// Replaces small files so that after a crash there is the old content or the new, and never loses the room for it:
/// a file of some size is kept only to be deleted when the disk is full.
/// </summary>
internal sealed class DurableFile(ISpoolDisk disk, string folder)
{
    /// <summary>How much room is reserved.</summary>
    public const int ReserveBytes = 256 << 10;

    private const string Unfinished = ".new";

    private readonly string _reserve = Path.Combine(folder, "reserve");

    /// <summary>Whether the reserve is there.</summary>
    public bool HasReserve { get; private set; }

    /// <summary>Replaces a file.</summary>
    /// <exception cref="IOException">The disk did not take it. The old content is there.</exception>
    public void Replace(string name, ReadOnlySpan<byte> content)
    {
        try
        {
            Write(name, content);
        }
        catch (IOException) when (HasReserve)
        {
            disk.Delete(_reserve);
            HasReserve = false;
            Write(name, content);
        }
    }

    /// <summary>Makes the reserve if it is not there.</summary>
    /// <exception cref="IOException">There is no room.</exception>
    public void Reserve()
    {
        if (HasReserve)
            return;

        using SafeFileHandle file = disk.OpenToWrite(_reserve);
        if (disk.Length(file) < ReserveBytes)
        {
            disk.Write(file, new byte[ReserveBytes], 0);
            disk.Flush(file);
        }

        HasReserve = true;
    }

    /// <summary>Deletes what an interrupted <see cref="Replace"/> left.</summary>
    public void Clean()
    {
        foreach (string path in Directory.EnumerateFiles(folder, "*" + Unfinished))
            disk.Delete(path);
    }

    private void Write(string name, ReadOnlySpan<byte> content)
    {
        string path = Path.Combine(folder, name);
        using (SafeFileHandle file = disk.OpenToWrite(path + Unfinished))
        {
            disk.Cut(file, 0);
            disk.Write(file, content, 0);
            disk.Flush(file);
        }

        disk.Rename(path + Unfinished, path);
        disk.FlushFolder(folder);
    }
}
