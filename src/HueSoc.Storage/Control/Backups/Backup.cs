using HueSoc.Storage.Control.Audit;

namespace HueSoc.Storage.Control.Backups;

/// <summary>
/// Backups of a data folder, made while the server runs. The order of the copies is the point: <c>huesoc.db</c> first, then
/// the events. So the copy of <c>huesoc.db</c> never knows of an event, or counts one as evaluated, that is not in the copied
/// event files; events that came meanwhile are in those, and are evaluated after a restore as after a restart.
/// </summary>
public static class Backup
{
    /// <summary>Makes a backup of a data folder.</summary>
    /// <param name="actor">Who asks for it.</param>
    /// <param name="dataFolder">The data folder; a server may be running on it.</param>
    /// <param name="target">A folder that is empty, or not there yet.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Ends it; what was copied is removed.</param>
    public static async Task<BackupResult> MakeAsync(Actor actor, string dataFolder, string target, TimeProvider time, CancellationToken cancellationToken)
    {
        if (!File.Exists(Path.Combine(dataFolder, ControlDatabase.FileName)))
            return BackupResult.Refused($"{dataFolder}: there is no {ControlDatabase.FileName}, so there is nothing to back up");
        if (IsFull(target))
            return BackupResult.Refused($"{target}: the folder is not empty");
        if (Path.GetFullPath(target + "/").StartsWith(Path.GetFullPath(dataFolder + "/"), StringComparison.Ordinal))
            return BackupResult.Refused($"{target}: a backup does not go into the data folder itself");
        try
        {
            ControlDatabase database = ControlDatabase.Open(dataFolder, ControlRole.Administration);
            await using (database.ConfigureAwait(false))
            {
                AuditLog audit = new(database, time);
                BackupResult result = await Task.Run(() => new BackupRun(dataFolder, target, time).Make(cancellationToken), cancellationToken).ConfigureAwait(false);
                if (result.IsUsable)
                {
                    await audit.RecordAsync(
                        actor, "backup.made", "backup", AuditDetails.Of(("target", Path.GetFullPath(target)), ("files", result.Files.Length), ("bytes", result.Bytes), ("faults", result.Faults.Length)),
                        string.Empty, cancellationToken).ConfigureAwait(false);
                }

                return result;
            }
        }
        catch (ControlDatabaseException e)
        {
            return BackupResult.Refused(e.Message);
        }
    }

    /// <summary>Checks a backup: that every file is there and has the bytes it had when the backup was made.</summary>
    public static BackupResult Verify(string backup, CancellationToken cancellationToken)
    {
        if (BackupManifest.Read(backup, out string fault) is not { } manifest)
            return BackupResult.Refused(fault);
        List<string> faults = [];
        foreach (BackupFile file in manifest.Files)
        {
            if (Fault(backup, file, cancellationToken) is { } found)
                faults.Add(found);
        }

        return new(manifest.Files, [.. faults], IsUsable: faults.Count == 0);
    }

    /// <summary>Puts a backup into an empty data folder, after checking it whole.</summary>
    /// <param name="actor">Who asks for it.</param>
    /// <param name="backup">The backup.</param>
    /// <param name="dataFolder">A folder that is empty, or not there yet.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task<BackupResult> RestoreAsync(Actor actor, string backup, string dataFolder, TimeProvider time, CancellationToken cancellationToken)
    {
        if (Directory.Exists(dataFolder) && ServerLock.IsTaken(dataFolder))
            return BackupResult.Refused($"{dataFolder}: a HueSoc server runs on this folder; stop it, and restore into an empty one");
        if (IsFull(dataFolder))
            return BackupResult.Refused($"{dataFolder}: the folder is not empty; a restore does not overwrite");
        BackupResult check = Verify(backup, cancellationToken);
        if (!check.IsUsable)
            return check;
        try
        {
            await Task.Run(() => BackupRestore.Run(backup, dataFolder, check.Files, cancellationToken), cancellationToken).ConfigureAwait(false);
            ControlDatabase database = ControlDatabase.Open(dataFolder, ControlRole.Server);
            await using (database.ConfigureAwait(false))
            {
                await new AuditLog(database, time).RecordAsync(
                    actor, "backup.restored", "backup", AuditDetails.Of(("from", Path.GetFullPath(backup)), ("files", check.Files.Length), ("bytes", check.Bytes)), string.Empty, cancellationToken).ConfigureAwait(false);
            }

            return check;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ControlDatabaseException)
        {
            return BackupResult.Refused($"the restore failed: {e.Message}");
        }
    }

    private static bool IsFull(string folder) => File.Exists(folder) || (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any());

    private static string? Fault(string backup, BackupFile file, CancellationToken cancellationToken)
    {
        // The manifest is a file like any other, and could name anything.
        if (file.Path.Length == 0 || Path.IsPathRooted(file.Path) || file.Path.Split('/', '\\').Any(part => part is "" or "." or ".."))
            return $"{backup}: the manifest names {file.Path}, which is not in a data folder";
        string path = Path.Combine(backup, file.Path);
        try
        {
            if (!File.Exists(path))
                return $"{path}: the file is missing";
            BackupFile found = BackupCopy.Described(path, file.Path, cancellationToken);
            return found == file ? null : $"{path}: the file is not what was backed up ({found.Bytes} bytes, SHA-256 {found.Sha256})";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return $"{path}: {e.Message}";
        }
    }
}
