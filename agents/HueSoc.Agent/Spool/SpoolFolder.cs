namespace HueSoc.Agent.Spool;

/// <summary>The folder of a spool, opened and looked through.</summary>
internal sealed class SpoolFolder
{
    private const UnixFileMode OwnersAlone = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private SpoolFolder(string path, ISpoolDisk disk, FileStream held)
    {
        Path = path;
        Disk = disk;
        Lock = held;
        Files = new DurableFile(disk, path);
        Snapshots = new SnapshotFiles(disk, path, Files);
        Acknowledged = new AcknowledgedFile(disk, path, Files);
        Files.Clean();
        Snapshot = Snapshots.Read();
        Acknowledged.Read();
        Recovery = new SpoolRecovery(disk, path, Snapshot, Acknowledged.Ordinal, Damage);
        Recovery.Run();
    }

    /// <summary>Where it is.</summary>
    public string Path { get; }

    /// <summary>What is done with files.</summary>
    public ISpoolDisk Disk { get; }

    /// <summary>The file that is held so that no other process opens the spool.</summary>
    public FileStream Lock { get; }

    /// <summary>What replaces small files.</summary>
    public DurableFile Files { get; }

    /// <summary>The snapshots of positions.</summary>
    public SnapshotFiles Snapshots { get; }

    /// <summary>The snapshot that was found.</summary>
    public Snapshot Snapshot { get; }

    /// <summary>The acknowledged place.</summary>
    public AcknowledgedFile Acknowledged { get; }

    /// <summary>What was found in the segments.</summary>
    public SpoolRecovery Recovery { get; }

    /// <summary>What was found to be wrong.</summary>
    public SpoolDamage Damage { get; } = new();

    /// <summary>Opens a folder; makes it if it is not there.</summary>
    /// <exception cref="IOException">Another process has it, or it cannot be used.</exception>
    public static SpoolFolder Open(string path, ISpoolDisk disk)
    {
        DirectoryInfo folder = OperatingSystem.IsWindows() ? Directory.CreateDirectory(path) : Directory.CreateDirectory(path, OwnersAlone);
        if (folder.LinkTarget is not null)
            throw new IOException($"{path} is a link");

        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, OwnersAlone);

        FileStream held = new(System.IO.Path.Combine(path, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1);
        try
        {
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(held.SafeFileHandle, UnixFileMode.UserRead | UnixFileMode.UserWrite);

            return new SpoolFolder(path, disk, held);
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }
}
