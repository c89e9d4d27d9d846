using Microsoft.Data.Sqlite;

namespace HueSoc.Server.Problems;

/// <summary>Faults of the data folder that pass when there is room again, or when another writer is done: the sender is to try again.</summary>
internal static class PassingFault
{
    /// <summary>What is said of them.</summary>
    public const string Detail = "The data folder cannot be written to now. Try again later.";

    private const int Busy = 5;
    private const int DiskFault = 10;
    private const int DiskFull = 13;

    /// <summary>Whether a failure is one. A full disk shows as a disk fault too, when the index of a write-ahead log finds no room.</summary>
    public static bool Is(Exception? failure) => failure is SqliteException { SqliteErrorCode: Busy or DiskFault or DiskFull };
}
