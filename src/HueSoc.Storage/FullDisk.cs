using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace HueSoc.Storage;

/// <summary>
/// Tells a disk without room by whatever it is that fails there. SQLite says "full" when a page finds no room, but only "disk I/O error"
/// when the index of its write-ahead log does not, and "cannot open" when a file is to be made; the system has a code of its own.
/// </summary>
public static class FullDisk
{
    // The index of a write-ahead log grows by 32 KiB at once; a file and an entry in its folder take a page each.
    private const long LeastRoom = 64 * 1024;
    private const int NoSpaceOnDevice = 28;
    private const int QuotaExceeded = 122;
    private const int WindowsHandleDiskFull = unchecked((int)0x80070027);
    private const int WindowsDiskFull = unchecked((int)0x80070070);

    /// <summary>Whether a failure came of a full disk.</summary>
    /// <param name="failure">What was thrown; its causes are looked at too.</param>
    /// <param name="folder">A folder on that disk.</param>
    public static bool Caused(Exception failure, string folder)
    {
        for (Exception? e = failure; e is not null; e = e.InnerException)
        {
            if (e is SqliteException { SqliteErrorCode: raw.SQLITE_FULL })
                return true;
            if (e is SqliteException { SqliteErrorCode: raw.SQLITE_IOERR or raw.SQLITE_CANTOPEN } && HasNoRoom(folder))
                return true;
            if (e is IOException && e.HResult is NoSpaceOnDevice or QuotaExceeded or WindowsHandleDiskFull or WindowsDiskFull)
                return true;
        }

        return false;
    }

    private static bool HasNoRoom(string folder)
    {
        try
        {
            return new DriveInfo(folder).AvailableFreeSpace < LeastRoom;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            // A disk that cannot even be asked has another trouble.
            return false;
        }
    }
}
