namespace HueSoc.Agent.Collectors.Journald;

/// <summary>How the journal is read.</summary>
internal sealed record JournalSettings
{
    /// <summary>The program that reads it.</summary>
    public string Program { get; init; } = "journalctl";

    /// <summary>Arguments before all others, such as <c>--directory=…</c>.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>How many bytes of the program's output wait for their turn at most.</summary>
    public int BufferBytes { get; init; } = 256 << 10;

    /// <summary>How many bytes of a record are kept at most: twice as many, as escaping can make of JSON, are within what servers take of an event.</summary>
    public int MaxRecordBytes { get; init; } = 384 << 10;

    /// <summary>How many bytes of records a call collects, about.</summary>
    public long ShareBytes { get; init; } = 1 << 20;

    /// <summary>How long is waited before the program is started again; doubled each time that it gave nothing.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long at most.</summary>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromMinutes(1);
}
