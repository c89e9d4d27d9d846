using HueSoc.Storage.Control.Audit;
using HueSoc.Storage.Control.DeadLetters;
using HueSoc.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace HueSoc.Storage.Control.Backups;

/// <summary>One backup in the making.</summary>
internal sealed class BackupRun(string dataFolder, string target, TimeProvider time)
{
    private const string Events = "events";
    private const string SetAside = ".damaged-";
    private const int Attempts = 3;

    private readonly List<BackupFile> files = [];
    private readonly List<string> faults = [];
    private readonly List<string> missing = [];

    /// <summary>Copies everything.</summary>
    public BackupResult Make(CancellationToken cancellationToken)
    {
        DateTimeOffset begun = time.GetUtcNow();
        bool made = false;
        try
        {
            OwnersAlone.MakeFolder(target);
            OwnersAlone.MakeFolder(Path.Combine(target, Events));
            Required(ControlDatabase.FileName, cancellationToken);
            if (File.Exists(Path.Combine(dataFolder, DeadLetterStore.FileName)))
                Required(DeadLetterStore.FileName, cancellationToken);
            CopyEvents(cancellationToken);
            AuditHead head = Head();
            string heads = Path.Combine(target, BackupFiles.AuditHeads);
            File.WriteAllText(heads, head + "\n");
            BackupCopy.Flush(heads);
            new BackupManifest { Format = 1, Made = begun, AuditHead = head.ToString(), Files = [.. files], Missing = [.. missing] }.Write(target);
            made = true;
            return new([.. files], [.. faults], IsUsable: true);
        }
        catch (Exception e) when (e is SqliteException or IOException or UnauthorizedAccessException)
        {
            return BackupResult.Refused($"the backup failed: {e.Message}");
        }
        finally
        {
            if (!made)
                Remove();
        }
    }

    // A day that is deleted or set aside while the others are copied would be missed after a restore: all is copied anew, from the catalogue on.
    private void CopyEvents(CancellationToken cancellationToken)
    {
        if (!Directory.Exists(Path.Combine(dataFolder, Events)))
            return;
        for (int attempt = 1; !TryCopyEvents(cancellationToken) && attempt < Attempts; attempt++)
        {
            Directory.Delete(Path.Combine(target, Events), recursive: true);
            OwnersAlone.MakeFolder(Path.Combine(target, Events));
            files.RemoveAll(file => file.Path.StartsWith(Events, StringComparison.Ordinal));
            missing.Clear();
            faults.Clear();
        }
    }

    // The catalogue before the days: of events it does not know yet the store learns from the files, as after a crash; a file that
    // holds less than the catalogue knows is taken for damaged. Nor may the copy say that the store was closed in good order, since a
    // server may have started or stopped between the copies.
    private bool TryCopyEvents(CancellationToken cancellationToken)
    {
        string folder = Path.Combine(dataFolder, Events);
        if (File.Exists(Path.Combine(folder, Catalog.FileName)))
        {
            CopyCatalog();
            files.Add(BackupCopy.Described(Path.Combine(target, Events, Catalog.FileName), $"{Events}/{Catalog.FileName}", cancellationToken));
        }

        bool whole = true;
        foreach (string day in Directory.GetFiles(folder, "*.db").Select(path => Path.GetFileName(path)).Where(name => name != Catalog.FileName).Order(StringComparer.Ordinal))
        {
            cancellationToken.ThrowIfCancellationRequested();
            whole &= CopyDay($"{Events}/{day}", cancellationToken);
        }

        return whole;
    }

    private void CopyCatalog()
    {
        string copy = Path.Combine(target, Events, Catalog.FileName);
        BackupCopy.Database(Path.Combine(dataFolder, Events, Catalog.FileName), copy);
        Catalog.MarkUnclean(copy);
    }

    private bool CopyDay(string name, CancellationToken cancellationToken)
    {
        string source = Path.Combine(dataFolder, name);
        string copy = Path.Combine(target, name);
        try
        {
            // What was set aside as damaged is kept as it is, with its log.
            if (name.Contains(SetAside, StringComparison.Ordinal))
            {
                files.Add(BackupCopy.Plain(source, copy, name, cancellationToken));
                if (File.Exists(source + "-wal"))
                    files.Add(BackupCopy.Plain(source + "-wal", copy + "-wal", name + "-wal", cancellationToken));
                return true;
            }

            BackupCopy.Database(source, copy);
            files.Add(BackupCopy.Described(copy, name, cancellationToken));
            return true;
        }
        catch (Exception e) when (e is SqliteException or IOException && !File.Exists(source))
        {
            File.Delete(copy);
            return false;
        }
        catch (SqliteException e) when (e.SqliteErrorCode is SQLitePCL.raw.SQLITE_CORRUPT or SQLitePCL.raw.SQLITE_NOTADB)
        {
            File.Delete(copy);
            missing.Add(name);
            faults.Add($"{source}: the file is damaged and is not in the backup ({e.Message})");
            return true;
        }
    }

    private void Required(string name, CancellationToken cancellationToken)
    {
        string copy = Path.Combine(target, name);
        BackupCopy.Database(Path.Combine(dataFolder, name), copy);
        if (BackupCopy.Fault(copy) is { } fault)
            throw new IOException($"{name} is damaged: {fault}");
        files.Add(BackupCopy.Described(copy, name, cancellationToken));
    }

    private AuditHead Head()
    {
        using SqliteConnection connection = new(new SqliteConnectionStringBuilder { DataSource = Path.Combine(target, ControlDatabase.FileName), Mode = SqliteOpenMode.ReadWrite, Pooling = false }.ConnectionString);
        connection.Open();
        return AuditLog.HeadOf(connection, time.GetUtcNow());
    }

    private void Remove()
    {
        try
        {
            foreach (string file in Directory.Exists(target) ? Directory.GetFiles(target, "*", SearchOption.AllDirectories) : [])
                File.Delete(file);
            if (Directory.Exists(target))
                Directory.Delete(target, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Without a manifest it is no backup, and whoever made it is told that it failed.
        }
    }
}
