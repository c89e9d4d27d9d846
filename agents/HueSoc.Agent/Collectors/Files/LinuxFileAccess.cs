using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace HueSoc.Agent.Collectors.Files;

/// <summary>Files by <c>statx(2)</c>, which tells the time of birth too, and <c>open(2)</c>, which does not wait for the writer of a pipe.</summary>
[SupportedOSPlatform("linux")]
internal sealed partial class LinuxFileAccess : IFileAccess
{
    private const int CurrentFolder = -100;      // AT_FDCWD
    private const int OfTheHandle = 0x1000;      // AT_EMPTY_PATH
    private const uint Wanted = 0x7FF | 0x800;   // STATX_BASIC_STATS | STATX_BTIME
    private const uint HasBirth = 0x800;
    private const int StatxBytes = 256;
    private const int OpenFlags = 0x800 | 0x80000 | 0x100; // O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY
    private const int SeekData = 3;

    public FileOutcome Look(string path, out FileFacts facts)
    {
        Span<byte> answer = stackalloc byte[StatxBytes];
        facts = default;
        if (statx(CurrentFolder, path, 0, Wanted, ref MemoryMarshal.GetReference(answer)) != 0)
            return Outcome(Marshal.GetLastPInvokeError());
        facts = Facts(answer);
        return FileOutcome.Done;
    }

    public FileOutcome Look(SafeFileHandle handle, out FileFacts facts)
    {
        Span<byte> answer = stackalloc byte[StatxBytes];
        facts = default;
        if (statx((int)handle.DangerousGetHandle(), string.Empty, OfTheHandle, Wanted, ref MemoryMarshal.GetReference(answer)) != 0)
            return Outcome(Marshal.GetLastPInvokeError());
        facts = Facts(answer);
        return FileOutcome.Done;
    }

    public FileOutcome Open(string path, out SafeFileHandle? handle)
    {
        handle = null;
        int descriptor = open(path, OpenFlags);
        if (descriptor < 0)
            return Outcome(Marshal.GetLastPInvokeError());
        return OpenedFile.KeepRegular(this, new SafeFileHandle(descriptor, ownsHandle: true), out handle);
    }

    public int Read(SafeFileHandle handle, long offset, Span<byte> into)
    {
        int total = 0;
        while (total < into.Length)
        {
            nint got = pread((int)handle.DangerousGetHandle(), ref MemoryMarshal.GetReference(into[total..]), into.Length - total, offset + total);
            if (got < 0)
                return total > 0 ? total : -1;
            if (got == 0)
                break;
            total += (int)got;
        }

        return total;
    }

    public long NextData(SafeFileHandle handle, long offset)
    {
        long found = lseek((int)handle.DangerousGetHandle(), offset, SeekData);
        return found < offset ? offset : found;
    }

    // The layout of struct statx is the kernel's and the same on all of its 64-bit machines (linux/stat.h).
    private static FileFacts Facts(ReadOnlySpan<byte> answer)
    {
        uint mask = BinaryPrimitives.ReadUInt32LittleEndian(answer);
        ulong device = ((ulong)BinaryPrimitives.ReadUInt32LittleEndian(answer[136..]) << 32) | BinaryPrimitives.ReadUInt32LittleEndian(answer[140..]);
        FileKey key = new(device, BinaryPrimitives.ReadUInt64LittleEndian(answer[32..]), (mask & HasBirth) != 0 ? Time(answer[80..]) : 0);
        int kind = BinaryPrimitives.ReadUInt16LittleEndian(answer[28..]) & 0xF000;
        return new FileFacts(
            key,
            BinaryPrimitives.ReadInt64LittleEndian(answer[40..]),
            Time(answer[112..]),
            BinaryPrimitives.ReadUInt32LittleEndian(answer[16..]),
            kind == 0x8000,
            key.Born);
    }

    private static long Time(ReadOnlySpan<byte> at) =>
        unchecked((BinaryPrimitives.ReadInt64LittleEndian(at) * 1_000_000_000L) + BinaryPrimitives.ReadUInt32LittleEndian(at[8..]));

    private static FileOutcome Outcome(int error) => error switch
    {
        2 or 20 or 40 => FileOutcome.Missing,       // ENOENT, ENOTDIR, ELOOP
        1 or 13 => FileOutcome.Denied,              // EPERM, EACCES
        23 or 24 => FileOutcome.TooManyOpen,        // ENFILE, EMFILE
        6 => FileOutcome.NotRegular,                // ENXIO: a socket, or a pipe without a writer
        _ => FileOutcome.Failed,
    };

    // Handles are only used by the collecting thread, which also closes them: none is closed during a call.
    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int statx(int folder, string path, int flags, uint mask, ref byte answer);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int open(string path, int flags);

    [LibraryImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint pread(int descriptor, ref byte into, nint count, long offset);

    [LibraryImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial long lseek(int descriptor, long offset, int whence);
}
