using Microsoft.Win32.SafeHandles;

namespace HueSoc.Agent.Spool;

/// <summary>Everything that the spool does with files. All throw <see cref="IOException"/> or <see cref="UnauthorizedAccessException"/> when it does not work.</summary>
internal interface ISpoolDisk
{
    /// <summary>Opens a file for reading.</summary>
    SafeFileHandle OpenToRead(string path);

    /// <summary>Opens a file for writing; makes it, readable by its owner alone, if it is not there.</summary>
    SafeFileHandle OpenToWrite(string path);

    /// <summary>Reads bytes; fewer than asked for only at the end of the file.</summary>
    int Read(SafeFileHandle file, Span<byte> bytes, long offset);

    /// <summary>Writes bytes.</summary>
    void Write(SafeFileHandle file, ReadOnlySpan<byte> bytes, long offset);

    /// <summary>How long a file is.</summary>
    long Length(SafeFileHandle file);

    /// <summary>Cuts a file off.</summary>
    void Cut(SafeFileHandle file, long length);

    /// <summary>Waits until what was written is on disk.</summary>
    void Flush(SafeFileHandle file);

    /// <summary>Waits until names that were made, changed or deleted in a folder are on disk.</summary>
    void FlushFolder(string folder);

    /// <summary>Gives a file another name; a file of that name is replaced.</summary>
    void Rename(string from, string to);

    /// <summary>Deletes a file; nothing happens when there is none.</summary>
    void Delete(string path);

    /// <summary>How many bytes are free for us on the disk of a folder.</summary>
    long FreeBytes(string folder);
}
