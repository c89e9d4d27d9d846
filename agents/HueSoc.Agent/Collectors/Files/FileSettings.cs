namespace HueSoc.Agent.Collectors.Files;

/// <summary>The bounds of collecting from files. The defaults are for machines; tests make them small.</summary>
internal sealed record FileSettings
{
    /// <summary>How many bytes of a file are read at once.</summary>
    public int ChunkBytes { get; init; } = 256 << 10;

    /// <summary>How many bytes of records a call collects, about, so that other sources have their turn.</summary>
    public long ShareBytes { get; init; } = 1 << 20;

    /// <summary>How many bytes a call decompresses without making records of them.</summary>
    public long DecompressBytes { get; init; } = 8 << 20;

    /// <summary>How many files a source may have.</summary>
    public int MaxFiles { get; init; } = 4_096;

    /// <summary>How many files are held open.</summary>
    public int MaxOpen { get; init; } = 64;

    /// <summary>How many contents that are in no file any more are remembered, so that late copies of them are known.</summary>
    public int Remembered { get; init; } = 32;

    /// <summary>How many scans of the folders without a copy of a content must pass until it is taken to be lost. One scan can miss a name that is changed during it.</summary>
    public int Looks { get; init; } = 3;

    /// <summary>How many scans are waited for a copy that is being made or cannot be read.</summary>
    public int PatientLooks { get; init; } = 40;

    /// <summary>After what time without a change a file that was moved, copied or deleted is taken to be at its end.</summary>
    public TimeSpan Idle { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>For how long after a change the time of modification is not trusted to show the next one.</summary>
    public TimeSpan Racy { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>After what time folders are listed again although nothing in them seems to have changed.</summary>
    public TimeSpan ListAgain { get; init; } = TimeSpan.FromSeconds(30);
}
