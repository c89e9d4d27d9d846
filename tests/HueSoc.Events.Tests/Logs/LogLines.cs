using System.Text;
using System.Text.Json.Nodes;
using HueSoc.Events.Logs;

namespace HueSoc.Events.Tests.Logs;

/// <summary>Reads lines of one format one after the other, as one file.</summary>
internal sealed class LogLines(string format, string zone = "Asia/Ho_Chi_Minh")
{
    private readonly LogNormaliser normaliser = new(TimeZoneInfo.FindSystemTimeZoneById(zone));
    private readonly LogReading reading = LogFormats.Find(format)!.Begin(null);

    /// <summary>When the lines are read.</summary>
    public DateTimeOffset ReadAt { get; init; } = new(2026, 3, 2, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The fields of the event that a line gives; null for a directive.</summary>
    public SortedDictionary<string, JsonNode>? Read(ReadOnlySpan<byte> line, in LogOrigin origin = default)
    {
        ReadOnlySpan<byte> json = normaliser.Normalise(reading, line, origin, ReadAt);
        return json.IsEmpty ? null : FlatJson.Of(JsonNode.Parse(json)!);
    }

    /// <summary>The same as texts: lists joined by commas.</summary>
    public Dictionary<string, string> Texts(string line) =>
        Read(Encoding.UTF8.GetBytes(line))!.ToDictionary(
            field => field.Key,
            field => field.Value is JsonArray list ? string.Join(',', list.Select(item => item!.ToString())) : field.Value.ToString(),
            StringComparer.Ordinal);
}
