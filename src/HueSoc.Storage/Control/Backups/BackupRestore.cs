using System.Collections.Immutable;

namespace HueSoc.Storage.Control.Backups;

/// <summary>Fills an empty data folder. Until it is done, a folder in it says so, and no server starts there.</summary>
internal static class BackupRestore
{
    /// <summary>Copies the files and puts them in place.</summary>
    /// <exception cref="IOException">They cannot be written, or are not what they were a moment ago.</exception>
    public static void Run(string backup, string dataFolder, ImmutableArray<BackupFile> files, CancellationToken cancellationToken)
    {
        string staging = Path.Combine(dataFolder, BackupFiles.Unfinished);
        OwnersAlone.MakeFolder(dataFolder);
        using FileStream taken = ServerLock.Take(dataFolder);
        OwnersAlone.MakeFolder(staging);
        foreach (BackupFile file in files)
        {
            BackupFile copied = BackupCopy.Plain(Path.Combine(backup, file.Path), Path.Combine(staging, file.Path), file.Path, cancellationToken);
            if (copied != file)
                throw new IOException($"{file.Path} changed while it was copied");
        }

        foreach (BackupFile file in files)
        {
            string target = Path.Combine(dataFolder, file.Path);
            OwnersAlone.MakeFolder(Path.GetDirectoryName(target)!);
            File.Move(Path.Combine(staging, file.Path), target);
        }

        Directory.Delete(staging, recursive: true);
    }
}
