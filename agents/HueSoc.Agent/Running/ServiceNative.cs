using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace HueSoc.Agent.Running;

/// <summary>The functions of advapi32.dll that a service needs (winsvc.h, winbase.h), under their own names.</summary>
[SupportedOSPlatform("windows")]
internal static unsafe partial class ServiceNative
{
    public const int OwnProcess = 0x10;

    private const string Library = "advapi32.dll";

    /// <summary>Connects the thread to the service control manager, and comes back when the service has ended.</summary>
    /// <param name="table">SERVICE_TABLE_ENTRYW: pairs of a name and a function, ended by a pair of zeros.</param>
    [LibraryImport(Library, SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static partial bool StartServiceCtrlDispatcherW(nint* table);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf16, SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    public static partial nint RegisterServiceCtrlHandlerExW(string name, delegate* unmanaged<int, int, nint, nint, int> handler, nint context);

    /// <summary>Says how the service is.</summary>
    /// <param name="service">What registering the handler gave.</param>
    /// <param name="status">SERVICE_STATUS: seven numbers of 32 bits.</param>
    [LibraryImport(Library, SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static partial bool SetServiceStatus(nint service, int* status);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf16, SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    public static partial nint RegisterEventSourceW(string? server, string source);

    [LibraryImport(Library, SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static partial bool ReportEventW(nint log, ushort type, ushort category, uint id, nint user, ushort stringCount, uint dataBytes, char** strings, nint data);

    [LibraryImport(Library)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static partial bool DeregisterEventSource(nint log);
}
