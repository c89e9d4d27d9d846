using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace HueSoc.Agent.Collectors.Files;

/// <summary>
/// Files by <c>CreateFileW</c> and <c>GetFileInformationByHandleEx</c>. Everything is opened so that others may write, rename and delete it meanwhile.
/// A file is known by its 128-bit id, in which NTFS counts how often a place was given; its time of creation is no part of that, for Windows gives a new file
/// the one of a namesake that was just deleted, and programs set it.
/// </summary>
[SupportedOSPlatform("windows")]
internal sealed partial class WindowsFileAccess : IFileAccess
{
    private const uint ReadAttributes = 0x80;           // FILE_READ_ATTRIBUTES
    private const uint ReadContent = 0x8000_0000;       // GENERIC_READ
    private const uint ShareAll = 7;                    // FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE
    private const uint OpenExisting = 3;
    private const uint FoldersToo = 0x0200_0000;        // FILE_FLAG_BACKUP_SEMANTICS
    private const uint DiskFile = 1;                    // FILE_TYPE_DISK
    private const int BasicInfo = 0;
    private const int StandardInfo = 1;
    private const int IdInfo = 18;
    private const int InfoBytes = 64;
    private const uint FolderOrDevice = 0x10 | 0x40;    // FILE_ATTRIBUTE_DIRECTORY | FILE_ATTRIBUTE_DEVICE
    private const int OverlappedBytes = 32;             // OVERLAPPED of 64 bits, with the offset behind two words of the system's
    private const int OverlappedOffset = 16;
    private const int EndOfFile = 38;                   // ERROR_HANDLE_EOF

    // Without it a path has 259 characters at most, and a name such as "aux" is a device.
    private const string AsItIs = @"\\?\";

    public FileOutcome Look(string path, out FileFacts facts)
    {
        facts = default;
        using SafeFileHandle handle = CreateFileW(AsItIs + path, ReadAttributes, ShareAll, 0, OpenExisting, FoldersToo, 0);
        return handle.IsInvalid ? Outcome(Marshal.GetLastPInvokeError()) : Look(handle, out facts);
    }

    public FileOutcome Look(SafeFileHandle handle, out FileFacts facts)
    {
        facts = default;
        Span<byte> basic = stackalloc byte[InfoBytes];
        Span<byte> standard = stackalloc byte[InfoBytes];
        if (!Ask(handle, BasicInfo, basic) || !Ask(handle, StandardInfo, standard) || !TryIdentify(handle, out FileKey key))
            return Outcome(Marshal.GetLastPInvokeError());

        // FILE_BASIC_INFO: made, read, written, changed, attributes. FILE_STANDARD_INFO: allocated, size, names, whether it goes when it is closed.
        bool leaves = standard[20] != 0;
        facts = new FileFacts(
            key,
            BinaryPrimitives.ReadInt64LittleEndian(standard[8..]),
            BinaryPrimitives.ReadInt64LittleEndian(basic[16..]),
            leaves ? 0 : BinaryPrimitives.ReadUInt32LittleEndian(standard[16..]),
            GetFileType(handle) == DiskFile && (BinaryPrimitives.ReadUInt32LittleEndian(basic[32..]) & FolderOrDevice) == 0,
            BinaryPrimitives.ReadInt64LittleEndian(basic));
        return FileOutcome.Done;
    }

    public FileOutcome Open(string path, out SafeFileHandle? handle)
    {
        handle = null;
        SafeFileHandle opened = CreateFileW(AsItIs + path, ReadContent, ShareAll, 0, OpenExisting, FoldersToo, 0);
        if (!opened.IsInvalid)
            return OpenedFile.KeepRegular(this, opened, out handle);
        FileOutcome outcome = Outcome(Marshal.GetLastPInvokeError());
        opened.Dispose();
        return outcome;
    }

    public int Read(SafeFileHandle handle, long offset, Span<byte> into)
    {
        int total = 0;
        Span<byte> place = stackalloc byte[OverlappedBytes];
        while (total < into.Length)
        {
            place.Clear();
            BinaryPrimitives.WriteInt64LittleEndian(place[OverlappedOffset..], offset + total);
            if (!ReadFile(handle, ref MemoryMarshal.GetReference(into[total..]), (uint)(into.Length - total), out uint got, ref MemoryMarshal.GetReference(place)))
                return Marshal.GetLastPInvokeError() == EndOfFile || total > 0 ? total : -1;
            if (got == 0)
                break;
            total += (int)got;
        }

        return total;
    }

    public long NextData(SafeFileHandle handle, long offset) => offset;

    private static bool Ask(SafeFileHandle handle, int what, Span<byte> answer) =>
        GetFileInformationByHandleEx(handle, what, ref MemoryMarshal.GetReference(answer), (uint)(what == IdInfo ? 24 : what == BasicInfo ? 40 : 24));

    private static bool TryIdentify(SafeFileHandle handle, out FileKey key)
    {
        Span<byte> id = stackalloc byte[InfoBytes];
        key = default;
        if (Ask(handle, IdInfo, id))
        {
            // Only ReFS uses the upper half.
            key = new FileKey(BinaryPrimitives.ReadUInt64LittleEndian(id), BinaryPrimitives.ReadUInt64LittleEndian(id[8..]) ^ BinaryPrimitives.ReadUInt64LittleEndian(id[16..]), 0);
            return true;
        }

        // Older file systems: BY_HANDLE_FILE_INFORMATION with the volume's number at 28 and the file's, upper half first, at 44.
        if (!GetFileInformationByHandle(handle, ref MemoryMarshal.GetReference(id)))
            return false;
        ulong index = ((ulong)BinaryPrimitives.ReadUInt32LittleEndian(id[44..]) << 32) | BinaryPrimitives.ReadUInt32LittleEndian(id[48..]);
        key = new FileKey(BinaryPrimitives.ReadUInt32LittleEndian(id[28..]), index, 0);
        return true;
    }

    private static FileOutcome Outcome(int error) => error switch
    {
        2 or 3 or 53 or 123 or 303 => FileOutcome.Missing,  // ERROR_FILE_NOT_FOUND, _PATH_NOT_FOUND, _BAD_NETPATH, _INVALID_NAME, _DELETE_PENDING
        5 or 32 or 33 => FileOutcome.Denied,                // ERROR_ACCESS_DENIED, _SHARING_VIOLATION, _LOCK_VIOLATION
        4 => FileOutcome.TooManyOpen,                       // ERROR_TOO_MANY_OPEN_FILES
        _ => FileOutcome.Failed,
    };

    [LibraryImport("kernel32.dll", SetLastError = true, StringMarshalling = StringMarshalling.Utf16)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static partial SafeFileHandle CreateFileW(string path, uint access, uint share, nint security, uint creation, uint flags, nint template);

    [LibraryImport("kernel32.dll", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool GetFileInformationByHandleEx(SafeFileHandle handle, int what, ref byte answer, uint size);

    [LibraryImport("kernel32.dll", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool GetFileInformationByHandle(SafeFileHandle handle, ref byte answer);

    [LibraryImport("kernel32.dll")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static partial uint GetFileType(SafeFileHandle handle);

    [LibraryImport("kernel32.dll", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool ReadFile(SafeFileHandle handle, ref byte into, uint length, out uint got, ref byte place);
}
