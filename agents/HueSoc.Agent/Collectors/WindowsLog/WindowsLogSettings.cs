namespace HueSoc.Agent.Collectors.WindowsLog;

/// <summary>How the Windows Event Log is read.</summary>
internal sealed record WindowsLogSettings
{
    /// <summary>How many records are read at once; halved while the Event Log says that it is too much.</summary>
    public int BatchRecords { get; init; } = 64;

    /// <summary>How many batches that went well let a batch grow again.</summary>
    public int BatchesUntilGrowth { get; init; } = 16;

    /// <summary>How many bytes of JSON an event has at most; of a longer one the beginning of its XML is kept. With what normalising adds this is within what servers take.</summary>
    public int MaxEventBytes { get; init; } = 384 << 10;

    /// <summary>How many bytes are kept of an event that cannot be read, or is longer: with every byte escaped that is within what servers take.</summary>
    public int MaxOriginalBytes { get; init; } = 128 << 10;

    /// <summary>How many bytes of records a call collects of all channels, about.</summary>
    public long ShareBytes { get; init; } = 1 << 20;

    /// <summary>How long is waited after an error; doubled each time.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long at most.</summary>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromMinutes(1);
}
