using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using HueSoc.Agent.Collectors;

namespace HueSoc.Agent.Intake;

/// <summary>Writes the events that an agent makes about its sources and itself.</summary>
/// <param name="machine">What is the same in all events of the machine: members of a JSON object, without its braces.</param>
internal sealed class NoticeDocument(ReadOnlyMemory<byte> machine)
{
    /// <summary>Their dataset.</summary>
    public const string Dataset = "huesoc.agent";

    private readonly ArrayBufferWriter<byte> buffer = new(1024);

    /// <summary>Writes one.</summary>
    /// <param name="notice">What happened.</param>
    /// <param name="now">When it was noticed.</param>
    /// <returns>A line of JSON; valid until the next one.</returns>
    public ReadOnlyMemory<byte> Write(in SourceNotice notice, DateTimeOffset now)
    {
        buffer.ResetWrittenCount();
        using (Utf8JsonWriter json = new(buffer))
        {
            json.WriteStartObject();
            string time = now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
            json.WriteString("@timestamp"u8, time);
            json.WriteString("message"u8, notice.Message);
            json.WriteStartObject("event"u8);
            json.WriteString("kind"u8, "event"u8);
            json.WriteString("module"u8, "huesoc"u8);
            json.WriteString("dataset"u8, Dataset);
            json.WriteString("action"u8, notice.Action);
            json.WriteString("created"u8, time);
            json.WriteEndObject();
            if (notice.Path is not null)
            {
                json.WriteStartObject("log"u8);
                json.WriteStartObject("file"u8);
                json.WriteString("path"u8, Readable(notice.Path));
                json.WriteEndObject();
                json.WriteNumber("offset"u8, notice.Position.Offset);
                json.WriteEndObject();
            }

            json.WriteStartObject("huesoc"u8);
            json.WriteStartObject("source"u8);
            json.WriteString("name"u8, notice.SourceName);
            json.WriteString("id"u8, notice.Source);
            json.WriteNumber("generation"u8, notice.Generation);
            if (notice.Position.Cursor is not null)
                json.WriteString("cursor"u8, notice.Position.Cursor);
            json.WriteEndObject();
            json.WriteNumber("lost"u8, notice.Lost);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        // The constant part goes in front of the closing brace.
        if (!machine.IsEmpty)
        {
            ReadOnlySpan<byte> written = buffer.WrittenSpan;
            byte[] whole = new byte[written.Length + 1 + machine.Length];
            written[..^1].CopyTo(whole);
            whole[written.Length - 1] = (byte)',';
            machine.Span.CopyTo(whole.AsSpan(written.Length));
            whole[^1] = (byte)'}';
            return whole;
        }

        return buffer.WrittenMemory;
    }

    // A path is bytes, and need not be text.
    private static string Readable(string path) => string.Create(path.Length, path, static (target, text) =>
    {
        for (int i = 0; i < text.Length; i++)
        {
            bool isPair = Rune.TryGetRuneAt(text, i, out Rune rune);
            target[i] = isPair ? text[i] : '\uFFFD';
            if (isPair && rune.Utf16SequenceLength == 2)
            {
                i++;
                target[i] = text[i];
            }
        }
    });
}
