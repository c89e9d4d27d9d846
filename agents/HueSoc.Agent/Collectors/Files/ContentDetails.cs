using System.Buffers;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace HueSoc.Agent.Collectors.Files;

/// <summary>What is kept of a content over a restart, as the JSON of <see cref="SourceState.Details"/>.</summary>
internal static class ContentDetails
{
    /// <summary>The cursor of a place at which the end of the content was told, or what of it is lost.</summary>
    public const string Told = "told";

    /// <summary>Writes what is to be kept of a content.</summary>
    /// <param name="name">The source in the configuration that it belongs to.</param>
    /// <param name="content">The content.</param>
    public static SourceState Write(string name, LogContent content)
    {
        ArrayBufferWriter<byte> bytes = new(2048);
        using (Utf8JsonWriter json = new(bytes))
        {
            json.WriteStartObject();
            json.WriteString("name"u8, name);
            json.WriteString("path"u8, content.Path);
            if (content.FirstPath != content.Path)
                json.WriteString("first_path"u8, content.FirstPath);
            json.WriteString("origin"u8, Text(content.Origin));
            if (content.HolderKey != content.Origin)
                json.WriteString("holder"u8, Text(content.HolderKey));
            if (content.Left is { } left)
                json.WriteString("left"u8, Text(left));
            if (content.Moved)
                json.WriteBoolean("moved"u8, true);
            json.WriteBase64String("head"u8, content.Head);
            if (content.Marks.Length > 0)
                json.WriteBase64String("marks"u8, MemoryMarshal.AsBytes<ulong>(content.Marks));
            json.WriteNumber("tail_at"u8, content.TailAt);
            json.WriteNumber("tail"u8, content.Tail);
            if (content.TailBytes != ContentFingerprint.MaxBytes)
                json.WriteNumber("tail_bytes"u8, content.TailBytes);
            json.WriteNumber("size"u8, content.KnownSize);
            if (content.HolderSize != content.KnownSize)
                json.WriteNumber("holder_size"u8, content.HolderSize);
            if (content.MustReach >= 0)
                json.WriteNumber("must_reach"u8, content.MustReach);
            if (content.SeenEnd >= 0)
                json.WriteNumber("seen_end"u8, content.SeenEnd);
            if (content.ReadTo > content.Offset)
                json.WriteNumber("read_to"u8, content.ReadTo);
            if (content.FinishedAt >= 0)
                json.WriteNumber("finished_at"u8, content.FinishedAt);
            if (content.End != ContentEnd.None)
                json.WriteString("end"u8, content.End == ContentEnd.Truncated ? "truncated"u8 : "gone"u8);
            if (content.EndTold)
                json.WriteBoolean("told"u8, true);
            if (content.Encoding is { } encoding)
                json.WriteNumber("encoding"u8, (int)encoding);
            if (content.Format is not null)
                json.WriteString("format"u8, content.Format);
            if (content.ReadingState is not null)
                json.WriteString("reading"u8, content.ReadingState);
            json.WriteEndObject();
        }

        SourcePosition position = new(content.Offset, content.EndTold ? Told : null);
        return new SourceState(content.Source, content.Generation, position, bytes.WrittenMemory);
    }

    /// <summary>Reads what was kept.</summary>
    /// <param name="state">It.</param>
    /// <param name="name">The source in the configuration that it belonged to.</param>
    /// <returns>Null when it is none of a file.</returns>
    public static LogContent? Read(SourceState state, out string name)
    {
        name = string.Empty;
        if (!state.Source.StartsWith("file:", StringComparison.Ordinal) || state.Details.IsEmpty)
            return null;
        try
        {
            using JsonDocument document = JsonDocument.Parse(state.Details);
            JsonElement json = document.RootElement;
            name = json.GetProperty("name"u8).GetString() ?? string.Empty;
            FileKey origin = Key(json.GetProperty("origin"u8).GetString());
            LogContent content = new(state.Source, state.Generation, origin)
            {
                Offset = state.Position.Offset,
                HolderKey = json.TryGetProperty("holder"u8, out JsonElement holder) ? Key(holder.GetString()) : origin,
                Left = json.TryGetProperty("left"u8, out JsonElement left) ? Key(left.GetString()) : null,
                Moved = json.TryGetProperty("moved"u8, out _),
                Path = json.GetProperty("path"u8).GetString() ?? string.Empty,
                Head = json.GetProperty("head"u8).GetBytesFromBase64(),
                Marks = json.TryGetProperty("marks"u8, out JsonElement marks) ? MemoryMarshal.Cast<byte, ulong>(marks.GetBytesFromBase64()).ToArray() : [],
                TailAt = json.GetProperty("tail_at"u8).GetInt64(),
                Tail = json.GetProperty("tail"u8).GetUInt64(),
                TailBytes = json.TryGetProperty("tail_bytes"u8, out JsonElement length) ? length.GetInt32() : ContentFingerprint.MaxBytes,
                KnownSize = state.Position.Cursor == Told ? state.Position.Offset : Math.Max(state.Position.Offset, json.GetProperty("size"u8).GetInt64()),
                MustReach = state.Position.Cursor != Told && json.TryGetProperty("must_reach"u8, out JsonElement reach) ? reach.GetInt64() : -1,
                SeenEnd = json.TryGetProperty("seen_end"u8, out JsonElement seen) ? seen.GetInt64() : -1,
                ReadTo = json.TryGetProperty("read_to"u8, out JsonElement read) ? read.GetInt64() : 0,
                FinishedAt = json.TryGetProperty("finished_at"u8, out JsonElement finished) ? finished.GetInt64() : -1,
                End = !json.TryGetProperty("end"u8, out JsonElement end) ? ContentEnd.None
                    : end.ValueEquals("truncated"u8) ? ContentEnd.Truncated : ContentEnd.Gone,
                EndTold = state.Position.Cursor == Told || json.TryGetProperty("told"u8, out _),
                Encoding = json.TryGetProperty("encoding"u8, out JsonElement encoding) ? (LogEncoding)encoding.GetInt32() : null,
                Format = json.TryGetProperty("format"u8, out JsonElement format) ? format.GetString() : null,
                ReadingState = json.TryGetProperty("reading"u8, out JsonElement reading) ? reading.GetString() : null,
                MustSave = false,
            };
            content.FirstPath = json.TryGetProperty("first_path"u8, out JsonElement first) ? first.GetString() ?? content.Path : content.Path;
            content.HolderSize = json.TryGetProperty("holder_size"u8, out JsonElement held) ? held.GetInt64() : json.GetProperty("size"u8).GetInt64();
            if (content.TailAt != content.Offset && ulong.TryParse(state.Position.Cursor, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ulong near))
                (content.TailAt, content.Tail, content.TailBytes) = (content.Offset, near, ContentFingerprint.NearBytes);
            return content;
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    private static string Text(FileKey key) => string.Create(CultureInfo.InvariantCulture, $"{key.Device}:{key.Inode}:{key.Born}");

    private static FileKey Key(string? text)
    {
        string[] parts = (text ?? string.Empty).Split(':');
        return parts.Length == 3
            ? new FileKey(ulong.Parse(parts[0], CultureInfo.InvariantCulture), ulong.Parse(parts[1], CultureInfo.InvariantCulture), long.Parse(parts[2], CultureInfo.InvariantCulture))
            : throw new FormatException("a file's key has three parts");
    }
}
