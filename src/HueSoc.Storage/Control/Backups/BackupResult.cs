using System.Collections.Immutable;

namespace HueSoc.Storage.Control.Backups;

/// <summary>What a backup, a restore or a check of one did.</summary>
/// <param name="Files">The files, with sizes and hashes.</param>
/// <param name="Faults">What is wrong, in words. A backup or restore with faults was not made, unless <paramref name="IsUsable"/>.</param>
/// <param name="IsUsable">Whether there is a backup, or a restored folder, all the same: some day files could not be read, the rest is there.</param>
#pragma warning disable MA0048 // The result and its files are one thing.
public sealed record BackupResult(ImmutableArray<BackupFile> Files, ImmutableArray<string> Faults, bool IsUsable)
{
    /// <summary>How many bytes the files have together.</summary>
    public long Bytes => Files.Sum(file => file.Bytes);

    internal static BackupResult Refused(params ReadOnlySpan<string> faults) => new([], [.. faults], IsUsable: false);
}

/// <summary>A file of a backup.</summary>
/// <param name="Path">Its path in the data folder, with <c>/</c>.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Sha256">Its SHA-256, 64 lower-case hex digits.</param>
public sealed record BackupFile(string Path, long Bytes, string Sha256);
