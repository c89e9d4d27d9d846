namespace HueSoc.Events.Logs.Auditd;

/// <summary>auditd's <c>audit.log</c>: a record a line, several to an event, which share a serial number.</summary>
internal sealed class AuditdFormat : ILogFormat
{
    public string Name => "auditd";

    public RecordFraming Framing => RecordFraming.Lines;

    public bool Recognises(ReadOnlySpan<byte> sample)
    {
        sample = sample.TrimStart(" \r\n\0"u8);
        int end = sample.IndexOf((byte)'\n');
        return AuditRecord.IsRecord(end < 0 ? sample : sample[..end]);
    }

    public LogReading Begin(string? state) => new AuditdReading();
}
