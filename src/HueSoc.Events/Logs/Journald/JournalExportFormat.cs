namespace HueSoc.Events.Logs.Journald;

/// <summary>The journal export format, as <c>journalctl -o export</c> and systemd-journal-remote write it.</summary>
internal sealed class JournalExportFormat : ILogFormat
{
    public string Name => "journal_export";

    public RecordFraming Framing => RecordFraming.JournalExport;

    public bool Recognises(ReadOnlySpan<byte> sample)
    {
        sample = sample.TrimStart((byte)'\n');
        return sample.StartsWith("__CURSOR="u8) || sample.StartsWith("__REALTIME_TIMESTAMP="u8);
    }

    public LogReading Begin(string? state) => new JournaldReading(isExport: true);
}
