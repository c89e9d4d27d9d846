using System.Runtime.InteropServices;

namespace HueSoc.Agent.Running;

/// <summary>
/// Keeps the agent's memory small on whatever machine it runs: left alone, the garbage collector lets garbage grow to the size of the processor's
/// largest cache before it first looks, which on a server is more than the agent needs in all.
/// </summary>
internal sealed partial class MemoryBounds
{
    private const long YoungBytes = 1 << 20;

    // What lived just long enough to be taken for old is cleared away now and then.
    private const int RoundsUntilAll = 16;

    // glibc: what is at least this large is mapped on its own and given back when it is freed. A request's compressor takes 340 KB; in the common
    // heap each left a hole that the next one did not fit in.
    private const int MappedFrom = -3;
    private const int MappedFromBytes = 128 << 10;
    private const int MostArenas = -8;

    private long collected;
    private int rounds;

    /// <summary>Bounds the memory outside of the garbage collector's. Does nothing where the C library has no such bounds.</summary>
    public static void BoundNative()
    {
        if (!OperatingSystem.IsLinux())
            return;
        try
        {
            _ = SetMallocOption(MappedFrom, MappedFromBytes);
            _ = SetMallocOption(MostArenas, 2);
        }
        catch (EntryPointNotFoundException)
        {
            // Not glibc.
        }
    }

    /// <summary>Clears away garbage when there may be more than 1 MiB of it. A heap of a few megabytes takes a millisecond.</summary>
    /// <returns>Whether it did.</returns>
    public bool Tend()
    {
        long allocated = GC.GetTotalAllocatedBytes(precise: false);
        if (allocated - collected < YoungBytes)
            return false;
        collected = allocated;
        GC.Collect(++rounds % RoundsUntilAll == 0 ? GC.MaxGeneration : 0, GCCollectionMode.Forced, blocking: true);
        return true;
    }

    [LibraryImport("libc", EntryPoint = "mallopt")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SetMallocOption(int option, int value);
}
