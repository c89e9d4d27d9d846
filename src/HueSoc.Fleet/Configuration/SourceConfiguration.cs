using System.Collections.Immutable;

namespace HueSoc.Fleet.Configuration;

/// <summary>Something that an agent collects from.</summary>
public sealed record SourceConfiguration
{
    /// <summary>The most that <see cref="MaxLineBytes"/> may be: an event of so many bytes, however they have to be escaped, is within what servers take of one.</summary>
    public const int LongestLine = 65_536;

    /// <summary>Its name, unique in the configuration: 1 to 64 of a-z 0-9 . _ -, beginning with a letter.</summary>
    public required string Name { get; init; }

    /// <summary>What kind of source it is.</summary>
    public required SourceKind Kind { get; init; }

    /// <summary>For files: absolute paths with <c>*</c>, <c>?</c> and <c>**</c> (any folders).</summary>
    public ImmutableArray<string> Paths { get; init; } = [];

    /// <summary>For files: of what <see cref="Paths"/> finds, what is left alone. The same form.</summary>
    public ImmutableArray<string> Exclude { get; init; } = [];

    /// <summary>For files: the name of the format of their records (<c>auto</c>, <c>plain</c>, <c>syslog</c>, <c>auditd</c>, <c>iis</c>, <c>apache</c>, <c>nginx</c>, <c>json</c>, <c>journal_export</c>).</summary>
    public string Format { get; init; } = "auto";

    /// <summary>The dataset of its events, in place of the one the format knows; null for that.</summary>
    public string? Dataset { get; init; }

    /// <summary>For files: how several lines become one event; null when each line is one.</summary>
    public MultilineConfiguration? Multiline { get; init; }

    /// <summary>For files: how many bytes of a line make an event at most, 1,024 to 65,536; longer ones are split and marked.</summary>
    public int MaxLineBytes { get; init; } = LongestLine;

    /// <summary>For the journal: the units to read; all when empty.</summary>
    public ImmutableArray<string> Units { get; init; } = [];

    /// <summary>For the Windows Event Log: its channels; null for other sources.</summary>
    public EventLogConfiguration? EventLog { get; init; }

    /// <summary>Whether two say the same. (Equality of the record compares its lists by reference.)</summary>
    public bool IsSame(SourceConfiguration other) =>
        Paths.AsSpan().SequenceEqual(other.Paths.AsSpan()) && Exclude.AsSpan().SequenceEqual(other.Exclude.AsSpan()) && Units.AsSpan().SequenceEqual(other.Units.AsSpan())
        && (EventLog is null ? other.EventLog is null : other.EventLog is { } eventLog && EventLog.IsSame(eventLog))
        && this with { Paths = default, Exclude = default, Units = default, EventLog = null } == other with { Paths = default, Exclude = default, Units = default, EventLog = null };
}
