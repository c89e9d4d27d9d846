using System.Globalization;
using HueSoc.Server.Hosting;
using HueSoc.Storage.Control.Audit;
using HueSoc.Storage.Control.Backups;

namespace HueSoc.Server.Schedules;

/// <summary>Makes a backup every night, and throws the oldest away.</summary>
internal sealed class BackupSchedule(ServerOptions options, AuditHeadWriter heads, TimeProvider time) : ISchedule
{
    private const string Prefix = "huesoc-";

    /// <inheritdoc/>
    public string Name => "backup";

    /// <inheritdoc/>
    public string Cron => string.Create(CultureInfo.InvariantCulture, $"0 {options.BackupAt.Minute} {options.BackupAt.Hour} * * ?");

    /// <inheritdoc/>
    public async ValueTask<string> RunAsync(CancellationToken cancellationToken)
    {
        string folder = Path.GetFullPath(options.BackupFolder!);
        PrivateFile.MakeFolder(folder);
        string target = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{Prefix}{time.GetUtcNow().UtcDateTime:yyyyMMddTHHmmssZ}"));
        BackupResult result = await Backup.MakeAsync(Actor.System, Path.GetFullPath(options.Data), target, time, cancellationToken);
        if (!result.IsUsable)
            throw new IOException(string.Join("; ", result.Faults));
        await heads.WriteAsync("backup", cancellationToken);
        // Only what this made: a folder may hold other things.
        foreach (string old in Directory.GetDirectories(folder, Prefix + "????????T??????Z").OrderDescending(StringComparer.Ordinal).Skip(options.BackupsKept))
            Directory.Delete(old, recursive: true);
        return result.Faults.IsEmpty ? target : $"{target}, without what could not be read: {string.Join("; ", result.Faults)}";
    }
}
