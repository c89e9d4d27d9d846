namespace HueSoc.Agent.Collectors;

/// <summary>An event about a source itself, which becomes an event of the dataset <c>huesoc.agent</c>.</summary>
internal readonly record struct SourceNotice
{
    /// <summary>What happened: <c>log-gap</c>, <c>log-truncated</c>, <c>log-cleared</c>, <c>journal-vacuumed</c>, <c>record-unreadable</c>, <c>records-dropped</c>, <c>budget-exhausted</c>.</summary>
    public required string Action { get; init; }

    /// <summary>The source's id.</summary>
    public required string Source { get; init; }

    /// <summary>The generation it is about.</summary>
    public required int Generation { get; init; }

    /// <summary>Where reading had come to when it happened.</summary>
    public required SourcePosition Position { get; init; }

    /// <summary>Where reading goes on, as for a record: generation and position after this notice.</summary>
    public required SourcePosition After { get; init; }

    /// <summary>How many bytes (or records, by the action) are known to be lost, at least; 0 when none are known.</summary>
    public long Lost { get; init; }

    /// <summary>The file, if it is one.</summary>
    public string? Path { get; init; }

    /// <summary>The name of the source in the configuration.</summary>
    public required string SourceName { get; init; }

    /// <summary>One sentence for people.</summary>
    public required string Message { get; init; }
}
