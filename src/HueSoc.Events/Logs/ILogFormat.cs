namespace HueSoc.Events.Logs;

/// <summary>A format of log files. It has no state; what must be known of earlier records is in the <see cref="LogReading"/> of one file.</summary>
public interface ILogFormat
{
    /// <summary>The format's name, as configurations have it: <c>syslog</c>, <c>auditd</c>, <c>iis</c> …</summary>
    string Name { get; }

    /// <summary>How files of this format are cut into records.</summary>
    RecordFraming Framing { get; }

    /// <summary>Whether the first records of a file look like this format.</summary>
    /// <param name="sample">The beginning of a file, up to some KiB, in UTF-8; the last record may be cut.</param>
    bool Recognises(ReadOnlySpan<byte> sample);

    /// <summary>Begins a file, or goes on with one.</summary>
    /// <param name="state">What <see cref="LogReading.State"/> was after the last record that was read; null at the beginning of a file.</param>
    LogReading Begin(string? state);
}
