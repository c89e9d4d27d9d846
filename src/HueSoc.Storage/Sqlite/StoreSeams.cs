namespace HueSoc.Storage.Sqlite;

/// <summary>Where a test takes hold of the store.</summary>
internal sealed record StoreSeams
{
    /// <summary>Bytes free on the disk of a folder.</summary>
    public Func<string, long> FreeBytes { get; init; } = folder => new DriveInfo(folder).AvailableFreeSpace;

    /// <summary>Called on the writer's thread behind the commit of a file, before the next file of the same group.</summary>
    public Action<string> Committed { get; init; } = _ => { };

    /// <summary>Called before a file is repaired.</summary>
    public Action<string> Repairing { get; init; } = _ => { };
}
