using HueSoc.Cli.Terminal;

namespace HueSoc.Cli.Hunting;

/// <summary>
/// Where hits go: a file, or standard output. A file is written in place and flushed batch by batch, so that what was
/// found so far is in it whenever and however the run ends, and so that it can be watched as it grows.
/// </summary>
internal sealed class OutputTarget : IDisposable
{
    private readonly Screen screen;
    private readonly FileStream? file;

    private OutputTarget(Screen screen, FileStream? file)
    {
        this.screen = screen;
        this.file = file;
    }

    /// <summary>Opens the target.</summary>
    /// <param name="path">The file; null for standard output.</param>
    /// <param name="screen">What standard output is.</param>
    /// <exception cref="IOException">The file cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be made.</exception>
    public static OutputTarget Open(string? path, Screen screen) =>
        new(screen, path is null ? null : new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read));

    /// <summary>What a path stands for, for comparing: links are followed.</summary>
    public static string Identity(string path)
    {
        string full = Path.GetFullPath(path);
        try
        {
            return new FileInfo(full).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? full;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return full;
        }
    }

    /// <summary>Writes whole lines.</summary>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
            return;
        if (file is null)
        {
            screen.WriteResult(bytes);
            return;
        }

        file.Write(bytes);
        file.Flush();
    }

    /// <inheritdoc/>
    public void Dispose() => file?.Dispose();
}
