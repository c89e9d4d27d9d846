using Microsoft.Win32.SafeHandles;

namespace HueSoc.Agent.Collectors.Files;

/// <summary>A file that is known, by whatever name.</summary>
internal sealed class LogFile(FileFacts facts, string path)
{
    /// <summary>Which file it is.</summary>
    public FileKey Key { get; } = facts.Key;

    /// <summary>A path it has, or had last.</summary>
    public string Path { get; set; } = path;

    /// <summary>Whether what it has is compressed.</summary>
    public bool IsGzip => Path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase);

    /// <summary>What the system said last.</summary>
    public FileFacts Facts { get; set; } = facts;

    /// <summary>What it said when the file was compared with contents last; default before that.</summary>
    public FileFacts Judged { get; set; }

    /// <summary>How far its content was read when the two were compared last: what is behind that may still differ.</summary>
    public long JudgedOffset { get; set; } = -1;

    /// <summary>Whether the paths of the configuration find it.</summary>
    public bool Sighted { get; set; }

    /// <summary>How often in a row it was not found where it should be.</summary>
    public int Missed { get; set; }

    /// <summary>The scan that saw it change last.</summary>
    public long ChangedScan { get; set; }

    /// <summary>When it changed last, by the monotonic clock.</summary>
    public long ChangedAt { get; set; }

    /// <summary>Its turn among the open files: the smallest is closed first.</summary>
    public long UsedAt { get; set; }

    /// <summary>The open file, if it is open.</summary>
    public SafeFileHandle? Handle { get; set; }

    /// <summary>What decompresses it, if it is compressed and was read.</summary>
    public GzipReader? Gzip { get; set; }

    /// <summary>How many bytes it had when it was compared last, while nothing was read from it.</summary>
    public long Stood { get; set; }

    /// <summary>How many of them are known to stand elsewhere too.</summary>
    public long Proven { get; set; }

    /// <summary>The fingerprint of the last of them; null when they could not be read.</summary>
    public ulong? StoodEnd { get; set; }

    /// <summary>Its first bytes, while it is compressed and being compared; else null.</summary>
    public byte[]? Begin { get; set; }

    /// <summary>What it has.</summary>
    public LogContent? Content { get; set; }

    /// <summary>What it is to that.</summary>
    public FileRole Role { get; set; }
}
