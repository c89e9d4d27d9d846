using System.ComponentModel;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace HueSoc.Agent.Spool;

/// <summary>The real disk.</summary>
internal sealed partial class SpoolDisk : ISpoolDisk
{
    private const UnixFileMode OwnersAlone = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    // open(2): read only, a folder, not inherited. The same on the processors Linux is offered for, but for O_DIRECTORY on ARM,
    // which is therefore left out: fsync works on whatever was opened.
    private const int ReadOnlyNotInherited = 0x80000;

    /// <inheritdoc/>
    public SafeFileHandle OpenToRead(string path) =>
        File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);

    /// <inheritdoc/>
    public SafeFileHandle OpenToWrite(string path)
    {
        SafeFileHandle file = File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(file, OwnersAlone);

        return file;
    }

    /// <inheritdoc/>
    public int Read(SafeFileHandle file, Span<byte> bytes, long offset)
    {
        int total = 0;
        while (total < bytes.Length && RandomAccess.Read(file, bytes[total..], offset + total) is > 0 and int read)
            total += read;

        return total;
    }

    /// <inheritdoc/>
    public void Write(SafeFileHandle file, ReadOnlySpan<byte> bytes, long offset) => RandomAccess.Write(file, bytes, offset);

    /// <inheritdoc/>
    public long Length(SafeFileHandle file) => RandomAccess.GetLength(file);

    /// <inheritdoc/>
    public void Cut(SafeFileHandle file, long length) => RandomAccess.SetLength(file, length);

    /// <inheritdoc/>
    public void Flush(SafeFileHandle file) => RandomAccess.FlushToDisk(file);

    /// <inheritdoc/>
    public void FlushFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
            return;

        int descriptor = Open(folder, ReadOnlyNotInherited);
        if (descriptor < 0)
            throw Failure(folder);

        using SafeFileHandle handle = new(descriptor, ownsHandle: true);
        if (Synchronise(descriptor) != 0)
            throw Failure(folder);
    }

    /// <inheritdoc/>
    public void Rename(string from, string to) => File.Move(from, to, overwrite: true);

    /// <inheritdoc/>
    public void Delete(string path) => File.Delete(path);

    /// <inheritdoc/>
    public long FreeBytes(string folder) => new DriveInfo(folder).AvailableFreeSpace;

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Synchronise(int descriptor);

    private static IOException Failure(string folder) => new($"{folder}: {new Win32Exception(Marshal.GetLastPInvokeError()).Message}");
}
