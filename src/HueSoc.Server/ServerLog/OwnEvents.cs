using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using HueSoc.Storage.EventStore;

namespace HueSoc.Server.ServerLog;

/// <summary>Makes the events the server writes about itself. Safe for use by several threads.</summary>
/// <param name="time">The clock.</param>
internal sealed class OwnEvents(TimeProvider time)
{
    /// <summary>The sender of the server's own events.</summary>
    public const string Sender = "huesoc";

    private readonly Guid run = Guid.NewGuid();
    private long made;

    /// <summary>Makes an event.</summary>
    /// <param name="dataset">Its dataset.</param>
    /// <param name="happened">When it happened.</param>
    /// <param name="write">Writes the members behind the ones every event has; it stands in the event's object.</param>
    public EventToAppend Make(string dataset, DateTimeOffset happened, Action<Utf8JsonWriter> write)
    {
        DateTimeOffset now = time.GetUtcNow();
        ArrayBufferWriter<byte> buffer = new(512);
        using (Utf8JsonWriter json = new(buffer))
        {
            json.WriteStartObject();
            json.WriteString("@timestamp", happened.UtcDateTime);
            json.WriteStartObject("event");
            json.WriteString("dataset", dataset);
            json.WriteString("module", "huesoc");
            json.WriteString("kind", "event");
            json.WriteString("ingested", now.UtcDateTime);
            json.WriteEndObject();
            json.WriteStartObject("ecs");
            json.WriteString("version", "8.11.0");
            json.WriteEndObject();
            json.WriteStartObject("host");
            json.WriteString("name", Environment.MachineName);
            json.WriteEndObject();
            json.WriteStartObject("service");
            json.WriteString("name", "huesoc");
            json.WriteString("type", "huesoc");
            json.WriteEndObject();
            write(json);
            json.WriteEndObject();
        }

        ReadOnlyMemory<byte> document = buffer.WrittenMemory;
        return new()
        {
            Key = new(Sender, NextId(now)),
            Agency = "",
            Timestamp = happened,
            Ingested = now,
            ReceivedHash = HashOf(document.Span),
            Document = document,
        };
    }

    private static UInt128 HashOf(ReadOnlySpan<byte> bytes)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes, hash);
        return System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(hash);
    }

    // The form of our own agents' ids: the day, and a hash of what no other event has.
    private string NextId(DateTimeOffset now)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{run:N}/{Interlocked.Increment(ref made)}")), hash);
        return string.Create(CultureInfo.InvariantCulture, $"{now.UtcDateTime:yyyyMMdd}-{Convert.ToHexStringLower(hash[..16])}");
    }
}
