using System.Runtime.InteropServices;

namespace HueSoc.Events.Logs;

/// <summary>Where a record is from, and what whoever set up its source wants to be said of it.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct LogOrigin
{
    /// <summary>The file: <c>log.file.path</c>. Null for what is no file.</summary>
    public string? Path { get; init; }

    /// <summary>How many bytes of the source are before the record: <c>log.offset</c>. Null for what is not counted in bytes.</summary>
    public long? Offset { get; init; }

    /// <summary>How it was cut out of its source.</summary>
    public LogFlags Flags { get; init; }

    /// <summary>The dataset to write in place of the one the format knows; null for that.</summary>
    public string? Dataset { get; init; }

    /// <summary>The module to write in place of the one the format knows; null for that.</summary>
    public string? Module { get; init; }
}
