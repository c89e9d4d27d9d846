namespace HueSoc.Storage.Control.DeadLetters;

/// <summary>How much is kept of what was refused.</summary>
public sealed record DeadLetterOptions
{
    /// <summary>How many bytes are kept at most, of bodies and texts. Default: 256 MiB.</summary>
    public long MostBytes { get; init; } = 256L * 1024 * 1024;

    /// <summary>How many bytes of one body are kept at most. Default: 1 MiB.</summary>
    public int MostBytesOfOne { get; init; } = 1024 * 1024;
}
