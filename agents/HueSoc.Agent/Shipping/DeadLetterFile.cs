using System.Globalization;
using System.Text;
using System.Text.Json;

namespace HueSoc.Agent.Shipping;

/// <summary>
/// Events that were refused for good, a line of JSON each, in two files of half the bound: when the first is full it replaces the second.
/// </summary>
internal sealed class DeadLetterFile(string folder, long bytes, TimeProvider time) : IDisposable
{
    private const UnixFileMode OwnersAlone = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly string _path = Path.Combine(folder, "dead-letters.jsonl");
    private readonly string _older = Path.Combine(folder, "dead-letters.1.jsonl");
    private readonly MemoryStream _line = new();
    private FileStream? _file;

    /// <summary>How many letters had to go.</summary>
    public long Dropped { get; private set; }

    /// <summary>Writes a letter; on disk after <see cref="Flush"/>.</summary>
    /// <exception cref="IOException">The disk did not take it.</exception>
    public void Write(ReadOnlySpan<byte> id, string dataStream, ItemResult result, ReadOnlySpan<byte> document)
    {
        Compose(id, dataStream, result, document);
        FileStream file = _file ??= Open();
        if (file.Length > 0 && file.Length + _line.Length > bytes / 2)
        {
            Turn();
            file = _file = Open();
        }

        file.Write(_line.GetBuffer(), 0, (int)_line.Length);
        file.Flush();
    }

    /// <summary>Waits until the letters are on disk.</summary>
    /// <exception cref="IOException">The disk did not take them.</exception>
    public void Flush()
    {
        _file?.Flush(flushToDisk: true);
        Dispose();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _file?.Dispose();
        _file = null;
    }

    private void Compose(ReadOnlySpan<byte> id, string dataStream, ItemResult result, ReadOnlySpan<byte> document)
    {
        _line.SetLength(0);
        using (Utf8JsonWriter writer = new(_line))
        {
            writer.WriteStartObject();
            writer.WriteString("@timestamp"u8, time.GetUtcNow().UtcDateTime.ToString("O", CultureInfo.InvariantCulture));
            writer.WriteNumber("status"u8, result.Status);
            writer.WriteString("type"u8, result.Type);
            writer.WriteString("reason"u8, result.Reason);
            writer.WriteString("data_stream"u8, dataStream);
            writer.WriteString("id"u8, Encoding.UTF8.GetString(id));

            // As text: what was refused may be no JSON, and must come out as it was.
            writer.WriteString("document"u8, Encoding.UTF8.GetString(document));
            writer.WriteEndObject();
        }

        _line.WriteByte((byte)'\n');
        if (_line.Capacity > 4 << 20)
            _line.Capacity = (int)_line.Length;
    }

    private FileStream Open()
    {
        Directory.CreateDirectory(folder);
        FileStreamOptions options = new() { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.Read, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnersAlone;

        FileStream file = new(_path, options);
        EndTornLine(file);
        return file;
    }

    // Of the last line there may be only a part, when the power went while it was written.
    private static void EndTornLine(FileStream file)
    {
        if (file.Length == 0)
            return;

        file.Seek(-1, SeekOrigin.End);
        if (file.ReadByte() != '\n')
            file.WriteByte((byte)'\n');
    }

    private void Turn()
    {
        Dispose();
        if (File.Exists(_older))
            Dropped += CountLines(_older);

        File.Move(_path, _older, overwrite: true);
    }

    private static long CountLines(string path)
    {
        long lines = 0;
        byte[] buffer = new byte[32 << 10];
        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
        while (file.Read(buffer) is > 0 and int read)
            lines += buffer.AsSpan(0, read).Count((byte)'\n');

        return lines;
    }
}
