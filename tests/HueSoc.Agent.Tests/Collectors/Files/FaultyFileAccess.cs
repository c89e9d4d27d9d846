using HueSoc.Agent.Collectors.Files;
using Microsoft.Win32.SafeHandles;

namespace HueSoc.Agent.Tests.Collectors.Files;

/// <summary>The real file system, which can be made to fail, and counts what it is asked.</summary>
internal sealed class FaultyFileAccess : IFileAccess
{
    private readonly LinuxFileAccess real = new();
    private readonly List<SafeFileHandle> handles = [];

    /// <summary>How opening ends; <see cref="FileOutcome.Done"/> for really.</summary>
    public FileOutcome Opening { get; set; }

    /// <summary>Whether reading fails.</summary>
    public bool ReadsFail { get; set; }

    /// <summary>How many files are open.</summary>
    public int OpenFiles => handles.Count(handle => !handle.IsClosed);

    /// <summary>How many were at most.</summary>
    public int MostOpen { get; private set; }

    public FileOutcome Look(string path, out FileFacts facts) => real.Look(path, out facts);

    public FileOutcome Look(SafeFileHandle handle, out FileFacts facts) => real.Look(handle, out facts);

    public FileOutcome Open(string path, out SafeFileHandle? handle)
    {
        handle = null;
        if (Opening != FileOutcome.Done)
            return Opening;
        FileOutcome outcome = real.Open(path, out handle);
        if (handle is not null)
            handles.Add(handle);
        MostOpen = Math.Max(MostOpen, OpenFiles);
        return outcome;
    }

    public int Read(SafeFileHandle handle, long offset, Span<byte> into) => ReadsFail ? -1 : real.Read(handle, offset, into);

    public long NextData(SafeFileHandle handle, long offset) => real.NextData(handle, offset);
}
