using System.Runtime.InteropServices;

namespace HueSoc.Agent.Enrollment;

/// <summary>Small files that only their owner reads, and that are either as they were or as they were to become, whatever happens in between.</summary>
internal static partial class PrivateFile
{
    private const UnixFileMode OwnersAlone = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Writes a file: beside it, to the disk, and then in its place.</summary>
    /// <exception cref="IOException">It could not be written; the one before is still there.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written.</exception>
    public static void Write(string path, ReadOnlySpan<byte> content)
    {
        string beside = path + ".new";
        // What a crash left behind may have other rights, or be a link to elsewhere.
        File.Delete(beside);
        FileStreamOptions options = new() { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnersAlone;
        using (FileStream file = new(beside, options))
        {
            file.Write(content);
            file.Flush(flushToDisk: true);
        }

        File.Move(beside, path, overwrite: true);
        FlushFolder(Path.GetDirectoryName(Path.GetFullPath(path))!);
    }

    /// <summary>Reads a file.</summary>
    /// <returns>What it holds; null when it is not there.</returns>
    /// <exception cref="InvalidDataException">It is too large to be ours, or no file at all.</exception>
    public static byte[]? Read(string path, int most)
    {
        FileInfo info = new(path);
        if (!info.Exists)
            return null;
        if (info.LinkTarget is not null || info.Length > most)
            throw new InvalidDataException($"{path}: is a link, or has more than {most} bytes");
        return File.ReadAllBytes(path);
    }

    // The name is on disk when the folder is. Windows does that by itself.
    private static void FlushFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
            return;
        int descriptor = Open(folder, 0);
        if (descriptor < 0)
            return;
        _ = Flush(descriptor);
        _ = Close(descriptor);
    }

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync")]
    private static partial int Flush(int descriptor);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);
}
