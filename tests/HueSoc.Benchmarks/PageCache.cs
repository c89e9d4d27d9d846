using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace HueSoc.Benchmarks;

/// <summary>What of files the system keeps in memory.</summary>
internal static partial class PageCache
{
    private const int DontNeed = 4; // POSIX_FADV_DONTNEED

    /// <summary>Lets go of all files of a folder, so that the next reading comes from the disk.</summary>
    public static void Drop(string folder)
    {
        foreach (string path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            using SafeFileHandle file = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
            RandomAccess.FlushToDisk(file);
            if (posix_fadvise(file, 0, 0, DontNeed) != 0)
                throw new InvalidOperationException($"{path} stays in memory");
        }
    }

    [LibraryImport("libc")]
    private static partial int posix_fadvise(SafeFileHandle file, long offset, long length, int advice);
}
