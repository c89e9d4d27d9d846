namespace HueSoc.Storage.Control.Backups;

/// <summary>Names in a data folder and in a backup of it.</summary>
internal static class BackupFiles
{
    /// <summary>The folder in a data folder that a restore fills; it is gone when the restore is done.</summary>
    public const string Unfinished = "restore.partial";

    /// <summary>What a backup holds, with sizes and hashes. A folder without it is no backup.</summary>
    public const string Manifest = "manifest.json";

    /// <summary>Where the audit chain ended, for <c>huesoc admin verify-audit --heads</c>.</summary>
    public const string AuditHeads = "audit-heads.txt";
}
