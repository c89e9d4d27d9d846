namespace HueSoc.Agent.Spool;

/// <summary>The acknowledged place on disk. When it cannot be read, everything that is still there is sent again.</summary>
internal sealed class AcknowledgedFile(ISpoolDisk disk, string folder, DurableFile files)
{
    private const string Name = "acknowledged";

    private readonly FrameWriter _writer = new(64);

    /// <summary>What is on disk.</summary>
    public long Ordinal { get; private set; }

    /// <summary>Reads it.</summary>
    public void Read()
    {
        string path = Path.Combine(folder, Name);
        if (!File.Exists(path))
            return;

        try
        {
            using FrameScanner scanner = new(disk, window: 64);
            Microsoft.Win32.SafeHandles.SafeFileHandle file = disk.OpenToRead(path);
            scanner.Begin(file, 0);
            if (!scanner.TryAt(0, disk.Length(file), out ReadOnlySpan<byte> payload))
                return;

            PayloadReader reader = new(payload, texts: null);
            long ordinal = reader.Fixed();
            if (reader.Kind == FrameKind.Acknowledged && reader.IsRight && ordinal >= 0)
                Ordinal = ordinal;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
        }
    }

    /// <summary>Writes it.</summary>
    /// <exception cref="IOException">The disk did not take it.</exception>
    public void Write(long ordinal)
    {
        _writer.Clear();
        _writer.Begin(FrameKind.Acknowledged);
        _writer.Fixed(ordinal);
        _writer.End();
        files.Replace(Name, _writer.Written);
        Ordinal = ordinal;
    }
}
