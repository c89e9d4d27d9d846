using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace HueSoc.Storage.Sqlite;

/// <summary>A day's file does not hold what was written into it.</summary>
internal sealed class DayFileDamagedException : Exception
{
    /// <summary>For a reason.</summary>
    public DayFileDamagedException(string message)
        : base(message)
    {
    }

    /// <summary>For a reason with a cause.</summary>
    public DayFileDamagedException(string message, Exception cause)
        : base(message, cause)
    {
    }

    private DayFileDamagedException()
    {
    }

    /// <summary>Whether an exception means that the file is damaged (and not busy, gone, or the disk full).</summary>
    public static bool IsDamage(Exception exception) =>
        exception is DayFileDamagedException ||
        (exception is SqliteException sqlite &&
            (sqlite.SqliteErrorCode is raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB ||
            // The schema is fixed: a table or column that is not there was overwritten.
            (sqlite.SqliteErrorCode == raw.SQLITE_ERROR && sqlite.Message.Contains("no such", StringComparison.Ordinal)) ||
            // A page that the file is too short for.
            sqlite.SqliteExtendedErrorCode == raw.SQLITE_IOERR_SHORT_READ));
}
