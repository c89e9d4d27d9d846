namespace HueSoc.Events.Readers;

/// <summary>Bounds on what a reader takes from a source it does not trust.</summary>
public sealed record EventReaderOptions
{
    /// <summary>The largest event in bytes; a larger one is a problem and is skipped. 1 KiB to 1 GiB, default 16 MiB.</summary>
    public int MaxEventBytes { get; init; } = 16 * 1024 * 1024;

    /// <summary>How many bytes a batch aims at. 4 KiB to 64 MiB, default 1 MiB.</summary>
    public int BatchBytes { get; init; } = 1024 * 1024;

    /// <summary>How many bytes a compressed source may become. Default 1 TiB: a source that goes on for ever ends with a problem.</summary>
    public long MaxDecompressedBytes { get; init; } = 1L << 40;
}
