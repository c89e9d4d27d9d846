using System.Globalization;
using System.Security.Cryptography;
using HueSoc.Events.Logs;

namespace HueSoc.Agent.Collectors.Files;

/// <summary>What stands in a file, from its first byte until it is truncated; it may be read from a copy just as well. It has an id, and records have their place in it.</summary>
internal sealed class LogContent(string source, int generation, FileKey origin)
{
    /// <summary>Its id.</summary>
    public string Source { get; } = source;

    /// <summary>How many contents that file had up to this one.</summary>
    public int Generation { get; } = generation;

    /// <summary>The file it was first seen in.</summary>
    public FileKey Origin { get; } = origin;

    /// <summary>Where reading goes on; of what is compressed, among the decompressed bytes.</summary>
    public long Offset { get; set; }

    /// <summary>Its first bytes, up to <see cref="ContentFingerprint.MaxBytes"/>.</summary>
    public byte[] Head { get; set; } = [];

    /// <summary>Fingerprints along the way (<see cref="ContentMarks"/>), as far as it was seen.</summary>
    public ulong[] Marks { get; set; } = [];

    /// <summary>The offset before which <see cref="Tail"/> was taken; equal to <see cref="Offset"/> but perhaps after a restart.</summary>
    public long TailAt { get; set; }

    /// <summary>The fingerprint of the bytes before <see cref="TailAt"/>.</summary>
    public ulong Tail { get; set; }

    /// <summary>Of how many bytes, if there are as many.</summary>
    public int TailBytes { get; set; } = ContentFingerprint.MaxBytes;

    /// <summary>How many bytes it is known to have had.</summary>
    public long KnownSize { get; set; }

    /// <summary>How many bytes its holder is known to have had. Logs only grow: one with fewer was truncated.</summary>
    public long HolderSize { get; set; }

    /// <summary>The file it is read from; null when there is none.</summary>
    public LogFile? Holder { get; set; }

    /// <summary>Which file that is, or was last; also before it was found after a restart.</summary>
    public FileKey HolderKey { get; set; } = origin;

    /// <summary>The path of that file when it was seen last; what its events name.</summary>
    public string Path { get; set; } = string.Empty;

    /// <summary>The path it was first seen at.</summary>
    public string FirstPath { get; set; } = string.Empty;

    /// <summary>Whether its file was given another name since it was first seen.</summary>
    public bool Moved { get; set; }

    /// <summary>The file that had it and was truncated, if one was: that file begins something new, however alike.</summary>
    public FileKey? Left { get; set; }

    /// <summary>How it came to be in no file.</summary>
    public ContentEnd End { get; set; }

    /// <summary>Whether that was told, or there was nothing to tell.</summary>
    public bool EndTold { get; set; }

    /// <summary>How often copies of it were looked for.</summary>
    public int Looks { get; set; }

    /// <summary>Whether copies were looked for often enough.</summary>
    public bool IsLost { get; set; }

    /// <summary>After a truncation, how far a copy must reach so that nothing known is lost; -1 when there was none.</summary>
    public long MustReach { get; set; } = -1;

    /// <summary>Of a compressed file, the size up to which it was read to its end; else the size at which nothing whole was left. -1 for never.</summary>
    public long SeenEnd { get; set; } = -1;

    /// <summary>Up to where it was read when nothing came any more to a file that nobody was to write to; -1 for never.</summary>
    public long FinishedAt { get; set; } = -1;

    /// <summary>Where the holder was seen to end, when it was read last.</summary>
    public long ReadTo { get; set; }

    /// <summary>Whether reading goes on in the middle of a line; null when that must be looked up.</summary>
    public bool? Middle { get; set; }

    /// <summary>How far NULs at <see cref="Offset"/> are known to go.</summary>
    public long NulsTo { get; set; }

    /// <summary>How it is written; null before that is known.</summary>
    public LogEncoding? Encoding { get; set; }

    /// <summary>The name of its format; null before that is known.</summary>
    public string? Format { get; set; }

    /// <summary>What its format had to know to go on, when it was saved last.</summary>
    public string? ReadingState { get; set; }

    /// <summary>What reads its records; null before it is needed.</summary>
    public LogReading? Reading { get; set; }

    /// <summary>What cuts its records; null before it is needed.</summary>
    public IRecordFraming? Framing { get; set; }

    /// <summary>Whether something was learnt that must be saved before its next record.</summary>
    public bool MustSave { get; set; } = true;

    /// <summary>Whether reading was last stopped by a full spool.</summary>
    public bool Waits { get; set; }

    /// <summary>When it came to its end, to forget the oldest first.</summary>
    public long EndedAt { get; set; }

    /// <summary>Makes an id. An inode that is given again after its last content was forgotten must not give ids again: hence the random part.</summary>
    /// <param name="file">The file it is first seen in.</param>
    public static string NewSource(FileKey file) =>
        string.Create(CultureInfo.InvariantCulture, $"file:{file.Device}:{file.Inode}:{RandomNumberGenerator.GetHexString(8, lowercase: true)}");
}
