using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace HueSoc.Agent.Collectors.WindowsLog;

/// <summary>The functions of wevtapi.dll that are used (winevt.h), under their own names.</summary>
[SupportedOSPlatform("windows")]
internal static unsafe partial class EventLogNative
{
    public const int SubscribeStartAtOldestRecord = 2;
    public const int SubscribeStartAfterBookmark = 3;
    public const int SubscribeStrict = 0x10000;
    public const int QueryChannelPath = 1;
    public const int OpenChannelPath = 1;
    public const int RenderEventXml = 1;
    public const int RenderBookmark = 2;
    public const int SeekRelativeToBookmark = 4;
    public const int SeekStrict = 0x10000;
    public const int LogNumberOfLogRecords = 5;
    public const int LogOldestRecordNumber = 6;

    /// <summary>The size of an EVT_VARIANT: a value of eight bytes, its count and its type.</summary>
    public const int VariantBytes = 16;

    private const string Library = "wevtapi.dll";

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf16, SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    public static partial EventLogHandle EvtSubscribe(
        nint session, SafeWaitHandle signal, string channel, string? query, EventLogHandle bookmark, nint context, nint callback, int flags);

    [LibraryImport(Library, SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static partial bool EvtNext(EventLogHandle results, int count, nint* events, int timeout, int flags, out int returned);

    [LibraryImport(Library, SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static partial bool EvtRender(nint context, nint fragment, int flags, int bufferBytes, byte* buffer, out int usedBytes, out int properties);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf16, SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    public static partial EventLogHandle EvtCreateBookmark(string? xml);

    [LibraryImport(Library, SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static partial bool EvtUpdateBookmark(EventLogHandle bookmark, nint record);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf16, SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    public static partial EventLogHandle EvtQuery(nint session, string channel, string? query, int flags);

    [LibraryImport(Library, SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static partial bool EvtSeek(EventLogHandle results, long position, EventLogHandle bookmark, int timeout, int flags);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf16, SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    public static partial EventLogHandle EvtOpenLog(nint session, string channel, int flags);

    [LibraryImport(Library, SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static partial bool EvtGetLogInfo(EventLogHandle log, int property, int bufferBytes, byte* buffer, out int usedBytes);

    [LibraryImport(Library)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static partial bool EvtClose(nint handle);
}
