using Microsoft.Win32.SafeHandles;

namespace HueSoc.Agent.Collectors.Files;

/// <summary>What collectors need of the file system: who a file is, and its bytes. One implementation a system; errors are values.</summary>
internal interface IFileAccess
{
    /// <summary>Looks a path up, following symbolic links.</summary>
    FileOutcome Look(string path, out FileFacts facts);

    /// <summary>Looks at an open file, whatever its name is now.</summary>
    FileOutcome Look(SafeFileHandle handle, out FileFacts facts);

    /// <summary>Opens a regular file for reading, without hindering whoever writes, renames or deletes it. Never waits (a pipe has no writer).</summary>
    FileOutcome Open(string path, out SafeFileHandle? handle);

    /// <summary>Reads at an offset.</summary>
    /// <returns>How many bytes were read, 0 at the end; -1 when it failed.</returns>
    int Read(SafeFileHandle handle, long offset, Span<byte> into);

    /// <summary>Finds the first byte from an offset on that is no hole.</summary>
    /// <returns>Its offset; the offset that was given when that is not known.</returns>
    long NextData(SafeFileHandle handle, long offset);
}
