using System.Collections.Immutable;
using HueSoc.Fleet.Json;

namespace HueSoc.Fleet.Configuration;

/// <summary>Checks configurations of agents, on the server before one is kept and on the agent before one is followed. It names every fault.</summary>
public static class ConfigurationValidator
{
    /// <summary>How many sources there are at most.</summary>
    public const int MostSources = 64;

    /// <summary>How many paths, patterns left alone, and units a source has at most, each.</summary>
    public const int MostPaths = 64;

    private const int LongestName = 64;
    private const int LongestPrefix = 64;
    private const int LongestUnit = 256;
    private const long MiB = 1 << 20;

    /// <summary>The names of the formats of files.</summary>
    public static ImmutableArray<string> Formats { get; } = ["auto", "plain", "syslog", "auditd", "iis", "apache", "nginx", "json", "journal_export"];

    /// <summary>Checks a configuration.</summary>
    /// <returns>What is wrong, each with its place; empty when nothing is.</returns>
    public static ImmutableArray<string> Check(AgentConfiguration configuration)
    {
        List<string> faults = [];
        FleetText.CheckRange("version", configuration.Version, 0, long.MaxValue, faults);
        Check(configuration.Limits, faults);
        if (configuration.Sources.IsDefault || configuration.Sources.Length > MostSources)
        {
            faults.Add($"sources: at most {MostSources}, was {(configuration.Sources.IsDefault ? "missing" : configuration.Sources.Length)}");
            return [.. faults];
        }

        HashSet<string> names = new(StringComparer.Ordinal);
        HashSet<string> channels = new(StringComparer.OrdinalIgnoreCase);
        for (int i = 0; i < configuration.Sources.Length; i++)
        {
            SourceConfiguration source = configuration.Sources[i];
            Check(source, $"sources[{i}]", faults);
            if (!names.Add(source.Name))
                faults.Add($"sources[{i}].name: there is a source {FleetText.Shown(source.Name)} already");
            if (source.EventLog is { } eventLog)
                EventLogRules.Check(eventLog, $"sources[{i}].event_log", channels, faults);
        }

        return [.. faults];
    }

    private static void Check(AgentLimits limits, List<string> faults)
    {
        FleetText.CheckRange("limits.events_per_day", limits.EventsPerDay, 0, 1_000_000_000_000, faults);
        FleetText.CheckRange("limits.bytes_per_day", limits.BytesPerDay, 0, 1L << 50, faults);
        FleetText.CheckRange("limits.bytes_per_second", limits.BytesPerSecond, 0, 1L << 40, faults);
        FleetText.CheckRange("limits.spool_bytes", limits.SpoolBytes, MiB, 64L << 30, faults);
        FleetText.CheckRange("limits.keep_free_bytes", limits.KeepFreeBytes, 0, 1L << 50, faults);
        FleetText.CheckRange("limits.batch_bytes", limits.BatchBytes, 64 << 10, 8 * MiB, faults);
        FleetText.CheckRange("limits.batch_milliseconds", limits.BatchMilliseconds, 0, 60_000, faults);
    }

    private static void Check(SourceConfiguration source, string place, List<string> faults)
    {
        if (!IsName(source.Name, dashed: true))
            faults.Add($"{place}.name: 1 to {LongestName} of a-z 0-9 . _ -, beginning with a letter, was {FleetText.Shown(source.Name)}");
        if (source.Dataset is not null && !IsName(source.Dataset, dashed: false))
            faults.Add($"{place}.dataset: 1 to {LongestName} of a-z 0-9 . _, beginning with a letter, was {FleetText.Shown(source.Dataset)}");
        if (!Formats.Contains(source.Format))
            faults.Add($"{place}.format: must be one of {string.Join(", ", Formats)}, was {FleetText.Shown(source.Format)}");
        FleetText.CheckRange($"{place}.max_line_bytes", source.MaxLineBytes, 1_024, SourceConfiguration.LongestLine, faults);
        if (source.Multiline is { } multiline)
            Check(multiline, $"{place}.multiline", faults);
        CheckKind(source, place, faults);
        CheckPaths(source.Paths, $"{place}.paths", faults);
        CheckPaths(source.Exclude, $"{place}.exclude", faults);
        CheckUnits(source.Units, $"{place}.units", faults);
    }

    private static void CheckKind(SourceConfiguration source, string place, List<string> faults)
    {
        if (source.EventLog is not null && source.Kind != SourceKind.WindowsEventLog)
            faults.Add($"{place}.event_log: is for the kind windows_event_log");
        switch (source.Kind)
        {
            case SourceKind.File:
                if (source.Paths.IsDefaultOrEmpty)
                    faults.Add($"{place}.paths: a source of files needs at least one");
                if (!source.Units.IsDefaultOrEmpty)
                    faults.Add($"{place}.units: only the journal has units");
                break;
            case SourceKind.Journald:
                if (!source.Paths.IsDefaultOrEmpty || !source.Exclude.IsDefaultOrEmpty || source.Multiline is not null)
                    faults.Add($"{place}: paths, exclude and multiline are for files, not for the journal");
                break;
            case SourceKind.WindowsEventLog:
                if (source.EventLog is null)
                    faults.Add($"{place}.event_log: is missing");
                if (!source.Paths.IsDefaultOrEmpty || !source.Exclude.IsDefaultOrEmpty || !source.Units.IsDefaultOrEmpty || source.Multiline is not null)
                    faults.Add($"{place}: paths, exclude, units and multiline are not for the Windows Event Log");
                break;
            default:
                faults.Add($"{place}.kind: must be file, journald or windows_event_log, was {(int)source.Kind}");
                break;
        }
    }

    private static void Check(MultilineConfiguration multiline, string place, List<string> faults)
    {
        if (!Enum.IsDefined(multiline.Start))
            faults.Add($"{place}.start: must be not_indented, digit or prefix, was {(int)multiline.Start}");
        if (multiline.Start == MultilineStart.Prefix && multiline.Prefix is null)
            faults.Add($"{place}.prefix: is missing");
        if (multiline.Start != MultilineStart.Prefix && multiline.Prefix is not null)
            faults.Add($"{place}.prefix: goes with start: prefix");
        FleetText.Check($"{place}.prefix", multiline.Prefix, LongestPrefix, faults);
        FleetText.CheckRange($"{place}.max_lines", multiline.MaxLines, 2, 10_000, faults);
        FleetText.CheckRange($"{place}.idle_seconds", multiline.IdleSeconds, 1, 300, faults);
    }

    private static void CheckPaths(ImmutableArray<string> paths, string place, List<string> faults)
    {
        if (!IsBounded(paths, place, faults))
            return;
        for (int i = 0; i < paths.Length; i++)
        {
            if (SourcePath.Fault(paths[i]) is { } fault)
                faults.Add($"{place}[{i}]: {fault}, was {FleetText.Shown(paths[i])}");
        }
    }

    // A unit becomes an argument of journalctl: it must not look like one of its options.
    private static void CheckUnits(ImmutableArray<string> units, string place, List<string> faults)
    {
        if (!IsBounded(units, place, faults))
            return;
        for (int i = 0; i < units.Length; i++)
        {
            if (units[i] is not { Length: > 0 and <= LongestUnit } unit || unit[0] is '-' or '.'
                || !unit.All(character => char.IsAsciiLetterOrDigit(character) || character is ':' or '-' or '_' or '.' or '\\' or '@'))
                faults.Add($"{place}[{i}]: must be the name of a unit, 1 to {LongestUnit} characters, was {FleetText.Shown(units[i])}");
        }
    }

    private static bool IsBounded(ImmutableArray<string> items, string place, List<string> faults)
    {
        if (!items.IsDefault && items.Length <= MostPaths)
            return true;
        faults.Add($"{place}: at most {MostPaths}, was {(items.IsDefault ? "missing" : items.Length)}");
        return false;
    }

    private static bool IsName(string? name, bool dashed) =>
        name is { Length: > 0 and <= LongestName } && char.IsAsciiLetterLower(name[0])
        && name.All(character => char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character) || character is '.' or '_' || (dashed && character == '-'));
}
