using System.Net;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace HueSoc.Benchmarks;

/// <summary>
/// The corpus as a shipper that knows ECS sends it: Windows' own fields as they are, and beside them message, command line, user, program and addresses, so that
/// every index and the full text have something to hold.
/// </summary>
internal static class ShippedEvents
{
    private static readonly (string Field, string[] From)[] Fields =
    [
        ("message", ["Message"]),
        ("process.command_line", ["CommandLine", "ProcessCommandLine"]),
        ("user.name", ["TargetUserName", "SubjectUserName", "User"]),
        ("process.name", ["Image", "NewProcessName", "ProcessName", "Application", "SourceImage"]),
        ("source.ip", ["SourceIp", "IpAddress", "SourceAddress"]),
        ("destination.ip", ["DestinationIp", "DestAddress"]),
    ];

    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Adds the fields to each line.</summary>
    public static byte[] Of(byte[] events)
    {
        using MemoryStream shipped = new(events.Length * 3 / 2);
        foreach ((int start, int length) in BulkRequests.Lines(events))
        {
            ReadOnlyMemory<byte> line = events.AsMemory(start, length);
            using JsonDocument document = JsonDocument.Parse(line);
            shipped.Write(line.Span[..line.Span.LastIndexOf((byte)'}')]);
            foreach ((string field, string[] from) in Fields)
            {
                if (Value(document.RootElement, from) is { } value)
                    shipped.Write(Encoding.UTF8.GetBytes($",\"{field}\":{JsonSerializer.Serialize(Short(field, value), Plain)}"));
            }

            shipped.Write("}\n"u8);
        }

        return shipped.ToArray();
    }

    private static string? Value(JsonElement root, string[] from)
    {
        foreach (string name in from)
        {
            if (root.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 1 } text)
                return text;
        }

        return null;
    }

    private static string Short(string field, string value) => field switch
    {
        "user.name" or "process.name" => value[(value.LastIndexOf('\\') + 1)..],
        "source.ip" or "destination.ip" => IPAddress.TryParse(value, out IPAddress? address) ? address.ToString() : "0.0.0.0",
        _ => value,
    };
}
