using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Unicode;
using HueSoc.Fleet.Json;

namespace HueSoc.Fleet.Configuration;

/// <summary>Reads configurations of agents from JSON, strictly: a member that is not known is a fault, and every fault is named with its place. What is left out is as the records say.</summary>
public static class ConfigurationReader
{
    /// <summary>How many bytes a configuration has at most.</summary>
    public const int Longest = 256 << 10;

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = FleetJson.Deepest, AllowDuplicateProperties = false };

    /// <summary>Reads a configuration from bytes.</summary>
    public static Reading<AgentConfiguration> Read(ReadOnlyMemory<byte> json)
    {
        if (json.Length > Longest)
            return Reading<AgentConfiguration>.Bad($"$: {json.Length} bytes, and at most {Longest} are read");
        if (!Utf8.IsValid(json.Span))
            return Reading<AgentConfiguration>.Bad("$: is not UTF-8");
        try
        {
            // Editors put a byte order mark in front of what people write by hand.
            ReadOnlyMemory<byte> text = json.Span.StartsWith("\uFEFF"u8) ? json[3..] : json;
            using JsonDocument document = JsonDocument.Parse(text, Strict);
            return Read(document.RootElement);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // The second is what a name with the escape of half a character gives.
            return Reading<AgentConfiguration>.Bad(FleetText.Shown($"$: {e.Message}", 300));
        }
    }

    /// <summary>Reads a configuration from a part of an answer.</summary>
    public static Reading<AgentConfiguration> Read(JsonElement json)
    {
        List<string> faults = [];
        AgentConfiguration configuration;
        try
        {
            configuration = Configuration(new(json, "$", faults));
        }
        catch (InvalidOperationException)
        {
            // A member's name can hold the escape of half a character, or bytes that are none.
            return Reading<AgentConfiguration>.Bad("$: holds a name that is no text");
        }

        // Values that could not be read stand as usual here, and are named already.
        faults.AddRange(ConfigurationValidator.Check(configuration).Where(fault => !faults.Contains(fault)));
        return Reading<AgentConfiguration>.Of(configuration, faults);
    }

    /// <summary>The version that a configuration says it is, also when it cannot be read; 0 when it says none.</summary>
    public static long VersionOf(JsonElement json) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty("version", out JsonElement version)
        && version.ValueKind == JsonValueKind.Number && version.TryGetInt64(out long number) && number > 0 ? number : 0;

    private static AgentConfiguration Configuration(ObjectReader json)
    {
        AgentConfiguration usual = new();
        AgentConfiguration read = new()
        {
            Version = json.Number("version", usual.Version),
            Sources = json.Objects("sources", ConfigurationValidator.MostSources, Source),
            Limits = json.Object("limits", Limits) ?? usual.Limits,
        };
        json.RefuseOthers();
        return read;
    }

    private static AgentLimits Limits(ObjectReader json)
    {
        AgentLimits usual = new();
        AgentLimits read = new()
        {
            EventsPerDay = json.Number("events_per_day", usual.EventsPerDay),
            BytesPerDay = json.Number("bytes_per_day", usual.BytesPerDay),
            BytesPerSecond = json.Number("bytes_per_second", usual.BytesPerSecond),
            SpoolBytes = json.Number("spool_bytes", usual.SpoolBytes),
            KeepFreeBytes = json.Number("keep_free_bytes", usual.KeepFreeBytes),
            BatchBytes = json.Int("batch_bytes", usual.BatchBytes),
            BatchMilliseconds = json.Int("batch_milliseconds", usual.BatchMilliseconds),
        };
        json.RefuseOthers();
        return read;
    }

    private static SourceConfiguration Source(ObjectReader json)
    {
        SourceConfiguration usual = new() { Name = "", Kind = SourceKind.File };
        SourceConfiguration read = new()
        {
            Name = json.Text("name") ?? "",
            Kind = json.Word("kind", ("file", SourceKind.File), ("journald", SourceKind.Journald), ("windows_event_log", SourceKind.WindowsEventLog)),
            Paths = json.Texts("paths", ConfigurationValidator.MostPaths),
            Exclude = json.Texts("exclude", ConfigurationValidator.MostPaths),
            Format = json.Text("format") ?? usual.Format,
            Dataset = json.Text("dataset"),
            Multiline = json.Object("multiline", Multiline),
            MaxLineBytes = json.Int("max_line_bytes", usual.MaxLineBytes),
            Units = json.Texts("units", ConfigurationValidator.MostPaths),
            EventLog = json.Object("event_log", EventLog),
        };
        json.RefuseOthers();
        return read;
    }

    private static EventLogConfiguration EventLog(ObjectReader json)
    {
        EventLogConfiguration read = new()
        {
            Channels = json.Texts("channels", ConfigurationValidator.MostPaths),
            Query = json.Text("query"),
        };
        json.RefuseOthers();
        return read;
    }

    private static MultilineConfiguration Multiline(ObjectReader json)
    {
        MultilineConfiguration usual = new() { Start = MultilineStart.NotIndented };
        MultilineConfiguration read = new()
        {
            Start = json.Word("start", ("not_indented", MultilineStart.NotIndented), ("digit", MultilineStart.Digit), ("prefix", MultilineStart.Prefix)),
            Prefix = json.Text("prefix"),
            MaxLines = json.Int("max_lines", usual.MaxLines),
            IdleSeconds = json.Int("idle_seconds", usual.IdleSeconds),
        };
        json.RefuseOthers();
        return read;
    }
}
