using HueSoc.Agent.Collectors.Files;
using Microsoft.Win32.SafeHandles;

namespace HueSoc.Agent.Tests.Collectors.Files;

/// <summary>The real file system, where one file may not be opened.</summary>
internal sealed class RefusingFileAccess(string refused) : IFileAccess
{
    private readonly LinuxFileAccess real = new();

    public FileOutcome Look(string path, out FileFacts facts) => real.Look(path, out facts);

    public FileOutcome Look(SafeFileHandle handle, out FileFacts facts) => real.Look(handle, out facts);

    public FileOutcome Open(string path, out SafeFileHandle? handle)
    {
        handle = null;
        return path == refused ? FileOutcome.Denied : real.Open(path, out handle);
    }

    public int Read(SafeFileHandle handle, long offset, Span<byte> into) => real.Read(handle, offset, into);

    public long NextData(SafeFileHandle handle, long offset) => real.NextData(handle, offset);
}
