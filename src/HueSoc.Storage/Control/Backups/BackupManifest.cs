using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace HueSoc.Storage.Control.Backups;

/// <summary>What a backup holds.</summary>
#pragma warning disable MA0048 // The manifest and the way it is written are one thing.
internal sealed record BackupManifest
{
    /// <summary>The format; this program knows 1.</summary>
    public required int Format { get; init; }

    /// <summary>When the backup was begun.</summary>
    public required DateTimeOffset Made { get; init; }

    /// <summary>Where the audit chain ends in it.</summary>
    public required string AuditHead { get; init; }

    /// <summary>The files.</summary>
    public required ImmutableArray<BackupFile> Files { get; init; }

    /// <summary>Day files that could not be read and are not in it.</summary>
    public required ImmutableArray<string> Missing { get; init; }

    /// <summary>Writes it so that it is there whole or not at all.</summary>
    public void Write(string folder)
    {
        string path = Path.Combine(folder, BackupFiles.Manifest);
        string partial = path + ".partial";
        using (FileStream file = new(partial, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            JsonSerializer.Serialize(file, this, BackupJson.Default.BackupManifest);
            file.Flush(flushToDisk: true);
        }

        File.Move(partial, path);
    }

    /// <summary>Reads it.</summary>
    /// <param name="folder">The backup.</param>
    /// <param name="fault">Why it cannot be read.</param>
    public static BackupManifest? Read(string folder, out string fault)
    {
        string path = Path.Combine(folder, BackupFiles.Manifest);
        fault = string.Empty;
        try
        {
            using FileStream file = File.OpenRead(path);
            BackupManifest? manifest = JsonSerializer.Deserialize(file, BackupJson.Default.BackupManifest);
            if (manifest is { Format: 1, Files.IsDefault: false })
                return manifest;
            fault = $"{path}: this is not a manifest that this program knows";
        }
        catch (JsonException e)
        {
            fault = $"{path}: {e.Message}";
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            fault = $"{folder}: this is no backup, or one that was not finished: there is no {BackupFiles.Manifest}";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            fault = $"{path}: {e.Message}";
        }

        return null;
    }
}

/// <summary>The manifest as JSON.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true)]
[JsonSerializable(typeof(BackupManifest))]
internal sealed partial class BackupJson : JsonSerializerContext;
