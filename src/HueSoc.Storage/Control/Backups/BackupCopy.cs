using System.Security.Cryptography;
using Microsoft.Data.Sqlite;

namespace HueSoc.Storage.Control.Backups;

/// <summary>Copies files so that the copy is one state, and on disk.</summary>
internal static class BackupCopy
{
    private const int Buffer = 1024 * 1024;

    /// <summary>Copies a SQLite file while others read and write it: one state of it, without its log.</summary>
    /// <exception cref="SqliteException">It cannot be read, or the copy not be written.</exception>
    public static void Database(string source, string target)
    {
        SqliteConnectionStringBuilder from = new() { DataSource = source, Mode = SqliteOpenMode.ReadWrite, Pooling = false, DefaultTimeout = 30 };
        SqliteConnectionStringBuilder to = new() { DataSource = target, Pooling = false };
        using (SqliteConnection reading = new(from.ConnectionString))
        using (SqliteConnection writing = new(to.ConnectionString))
        {
            reading.Open();
            OwnersAlone.MakeFile(target);
            writing.Open();
            reading.BackupDatabase(writing);
        }

        Flush(target);
    }

    /// <summary>Whether every page and index of a SQLite file is in order; null when it is, else what is not.</summary>
    public static string? Fault(string path)
    {
        try
        {
            using SqliteConnection connection = new(new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadWrite, Pooling = false }.ConnectionString);
            connection.Open();
            string answer = connection.Query("PRAGMA quick_check(1)", row => row.GetString(0))[0];
            return answer == "ok" ? null : answer;
        }
        catch (SqliteException e)
        {
            return e.Message;
        }
    }

    /// <summary>Copies a file that nobody writes, and makes its hash on the way.</summary>
    public static BackupFile Plain(string source, string target, string name, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        using FileStream reading = new(source, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using FileStream writing = OwnersAlone.CreateNew(target);
        BackupFile file = Hash(reading, name, writing, cancellationToken);
        writing.Flush(flushToDisk: true);
        return file;
    }

    /// <summary>The size and hash of a file.</summary>
    public static BackupFile Described(string path, string name, CancellationToken cancellationToken)
    {
        using FileStream reading = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        return Hash(reading, name, Stream.Null, cancellationToken);
    }

    /// <summary>Has a file on disk.</summary>
    public static void Flush(string path)
    {
        using FileStream file = new(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        file.Flush(flushToDisk: true);
    }

    private static BackupFile Hash(FileStream reading, string name, Stream writing, CancellationToken cancellationToken)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] buffer = new byte[Buffer];
        long bytes = 0;
        for (int read; (read = reading.Read(buffer)) > 0; bytes += read)
        {
            cancellationToken.ThrowIfCancellationRequested();
            hash.AppendData(buffer.AsSpan(0, read));
            writing.Write(buffer.AsSpan(0, read));
        }

        return new(name, bytes, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }
}
