using System.Buffers;
using System.Text.Json;
using HueSoc.Agent.Enrollment;
using HueSoc.Fleet.Heartbeats;

namespace HueSoc.Agent.Running;

/// <summary>The file in which the agent says how it is, for <c>huesoc-agent status</c> and for whoever looks.</summary>
internal static class StatusFile
{
    private const int MostBytes = 256 << 10;

    /// <summary>Writes it. That it cannot be written harms nothing else.</summary>
    public static void Write(string path, IAgentStatus source, DateTimeOffset now)
    {
        ArrayBufferWriter<byte> buffer = new(1024);
        using (Utf8JsonWriter json = new(buffer, new JsonWriterOptions { Indented = true }))
        {
            AgentStatus status = source.Read();
            json.WriteStartObject();
            json.WriteString("time"u8, now);
            json.WriteString("agent_version"u8, status.AgentVersion);
            json.WriteNumber("uptime_seconds"u8, status.UptimeSeconds);
            json.WriteNumber("configuration_version"u8, status.ConfigurationVersion);
            json.WriteNumber("spool_events"u8, status.SpoolEvents);
            json.WriteNumber("spool_bytes"u8, status.SpoolBytes);
            json.WriteNumber("shipped"u8, status.Shipped);
            json.WriteNumber("left_out"u8, status.LeftOut);
            json.WriteNumber("dead_letters"u8, status.DeadLetters);
            json.WriteNumber("memory_bytes"u8, status.MemoryBytes);
            json.WriteNumber("cpu_permille"u8, status.CpuPermille);
            if (status.ShippingFault is not null)
                json.WriteString("shipping_fault"u8, status.ShippingFault);
            json.WriteStartArray("sources"u8);
            foreach (SourceStatus part in status.Sources)
            {
                json.WriteStartObject();
                json.WriteString("name"u8, part.Name);
                json.WriteNumber("events"u8, part.Events);
                if (part.LagBytes is { } lag)
                    json.WriteNumber("lag_bytes"u8, lag);
                json.WriteNumber("lost_bytes"u8, part.LostBytes);
                if (part.Problem is not null)
                    json.WriteString("problem"u8, part.Problem);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        try
        {
            PrivateFile.Write(path, buffer.WrittenSpan);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The next one, in a minute.
        }
    }

    /// <summary>Shows it to people.</summary>
    /// <returns>False when there is none.</returns>
    public static bool Show(string path, TextWriter output)
    {
        if (PrivateFile.Read(path, MostBytes) is not { } bytes)
            return false;
        using JsonDocument document = JsonDocument.Parse(bytes);
        JsonElement root = document.RootElement;
        output.WriteLine($"as of {root.GetProperty("time"u8)}, running for {TimeSpan.FromSeconds(root.GetProperty("uptime_seconds"u8).GetInt64()):d\\.hh\\:mm\\:ss}, configuration {root.GetProperty("configuration_version"u8)}");
        output.WriteLine($"shipped {root.GetProperty("shipped"u8)}, waiting {root.GetProperty("spool_events"u8)} ({root.GetProperty("spool_bytes"u8)} bytes), left out {root.GetProperty("left_out"u8)}, dead letters {root.GetProperty("dead_letters"u8)}");
        if (root.TryGetProperty("shipping_fault"u8, out JsonElement fault))
            output.WriteLine($"shipping: {fault}");
        foreach (JsonElement source in root.GetProperty("sources"u8).EnumerateArray())
        {
            string lag = source.TryGetProperty("lag_bytes"u8, out JsonElement bytesLeft) ? $", {bytesLeft} bytes unread" : "";
            string problem = source.TryGetProperty("problem"u8, out JsonElement text) ? $": {text}" : "";
            output.WriteLine($"  {source.GetProperty("name"u8)}: {source.GetProperty("events"u8)} events{lag}{problem}");
        }

        return true;
    }
}
