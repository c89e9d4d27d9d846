using System.Text;
using System.Text.Json;
using HueSoc.Events.Logs;

namespace HueSoc.Cli.Tests.Rules;

/// <summary>A line of a golden file: an event, and what its rule must say of it.</summary>
/// <param name="IsMatch">Whether the rule must match the event; otherwise it is a near miss that it must not match.</param>
/// <param name="Why">What the event shows, in a few words.</param>
/// <param name="Json">The event as it stands in the file.</param>
internal sealed record GoldenEvent(bool IsMatch, string Why, ReadOnlyMemory<byte> Json)
{
    /// <summary>Reads one line.</summary>
    /// <exception cref="FormatException">The line is not of the golden files' form.</exception>
    public static GoldenEvent Parse(string line)
    {
        using JsonDocument document = JsonDocument.Parse(line);
        JsonElement root = document.RootElement;
        bool isMatch = root.GetProperty("expect").GetString() switch
        {
            "match" => true,
            "near_miss" => false,
            string other => throw new FormatException($"expect is \"{other}\", neither \"match\" nor \"near_miss\""),
            null => throw new FormatException("expect is null"),
        };

        // A line of a log becomes the event that the agent and hunt make of it.
        if (root.TryGetProperty("line", out JsonElement written))
            return new(isMatch, root.GetProperty("why").GetString()!, Normalise(root.GetProperty("format").GetString()!, written.GetString()!));

        // The raw text keeps the escapes of the file, which are part of what is tested.
        return new(isMatch, root.GetProperty("why").GetString()!, Encoding.UTF8.GetBytes(root.GetProperty("event").GetRawText()));
    }

    private static byte[] Normalise(string format, string line)
    {
        LogReading reading = (LogFormats.Find(format) ?? throw new FormatException($"there is no format {format}")).Begin(null);
        DateTimeOffset read = new(2026, 11, 22, 0, 0, 0, TimeSpan.Zero);
        return new LogNormaliser(TimeZoneInfo.Utc).Normalise(reading, Encoding.UTF8.GetBytes(line), default, read).ToArray();
    }
}
