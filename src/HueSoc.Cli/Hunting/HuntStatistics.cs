using System.Text.Json;

namespace HueSoc.Cli.Hunting;

/// <summary>The figures of a run, as <c>--stats</c> writes them.</summary>
internal sealed record HuntStatistics
{
    /// <summary>Events read and evaluated.</summary>
    public required long Events { get; init; }

    /// <summary>Bytes of the sources, decompressed.</summary>
    public required long Bytes { get; init; }

    /// <summary>Rules that were evaluated.</summary>
    public required int RulesLoaded { get; init; }

    /// <summary>Rules that were refused.</summary>
    public required int RulesFailed { get; init; }

    /// <summary>Rules that are valid but were not applicable.</summary>
    public required int RulesUnmapped { get; init; }

    /// <summary>Hits: pairs of event and rule.</summary>
    public required long Matches { get; init; }

    /// <summary>What could not be read as an event.</summary>
    public required long ParseErrors { get; init; }

    /// <summary>How long reading and compiling the rules took.</summary>
    public required TimeSpan Load { get; init; }

    /// <summary>How long the events took, loading excluded.</summary>
    public required TimeSpan Elapsed { get; init; }

    /// <summary>The most memory the process held, in bytes; 0 when the system does not say.</summary>
    public required long PeakRssBytes { get; init; }

    /// <summary>Events a second; 0 when no time passed.</summary>
    public double EventsPerSecond => Elapsed > TimeSpan.Zero ? Events / Elapsed.TotalSeconds : 0;

    /// <summary>Writes the figures as one JSON object.</summary>
    public void Write(Stream stream)
    {
        using Utf8JsonWriter json = new(stream, new JsonWriterOptions { Indented = true });
        json.WriteStartObject();
        json.WriteNumber("events", Events);
        json.WriteNumber("bytes", Bytes);
        json.WriteNumber("rules_loaded", RulesLoaded);
        json.WriteNumber("rules_failed", RulesFailed);
        json.WriteNumber("rules_unmapped", RulesUnmapped);
        json.WriteNumber("matches", Matches);
        json.WriteNumber("parse_errors", ParseErrors);
        json.WriteNumber("load_seconds", Math.Round(Load.TotalSeconds, 6));
        json.WriteNumber("elapsed_seconds", Math.Round(Elapsed.TotalSeconds, 6));
        json.WriteNumber("events_per_second", Math.Round(EventsPerSecond, 1));
        json.WriteNumber("peak_rss_bytes", PeakRssBytes);
        json.WriteEndObject();
        json.Flush();
        stream.Write("\n"u8);
    }
}
