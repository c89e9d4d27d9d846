using HueSoc.Events.Logs;

namespace HueSoc.Agent.Collectors;

/// <summary>A record as a collector found it.</summary>
internal readonly ref struct CollectedRecord
{
    /// <summary>The source's id.</summary>
    public required string Source { get; init; }

    /// <summary>The source's generation.</summary>
    public required int Generation { get; init; }

    /// <summary>Where the record begins: a part of its id, and <c>log.offset</c> for files.</summary>
    public required SourcePosition Position { get; init; }

    /// <summary>Where reading goes on after it.</summary>
    public required SourcePosition After { get; init; }

    /// <summary>The record as the source has it, without the end of its line.</summary>
    public required ReadOnlySpan<byte> Raw { get; init; }

    /// <summary>The same as UTF-8, when the source writes another encoding; empty when it is <see cref="Raw"/>.</summary>
    public ReadOnlySpan<byte> Text { get; init; }

    /// <summary>What is special about it.</summary>
    public RecordMarks Marks { get; init; }

    /// <summary>The file it is from, as its events name it; null for what is no file.</summary>
    public string? Path { get; init; }

    /// <summary>The name of the source in the configuration.</summary>
    public required string SourceName { get; init; }

    /// <summary>What reads the source's records.</summary>
    public required LogReading Reading { get; init; }
}
