namespace HueSoc.Events.Logs.Journald;

/// <summary>The journal as <c>journalctl -o json</c> writes it: an object a line.</summary>
internal sealed class JournaldFormat : ILogFormat
{
    public string Name => "journald";

    public RecordFraming Framing => RecordFraming.Lines;

    public bool Recognises(ReadOnlySpan<byte> sample)
    {
        sample = sample.TrimStart(" \r\n\0"u8);
        int end = sample.IndexOf((byte)'\n');
        ReadOnlySpan<byte> line = end < 0 ? sample : sample[..end];
        return line is [(byte)'{', ..] && line.IndexOf("\"__REALTIME_TIMESTAMP\""u8) > 0;
    }

    public LogReading Begin(string? state) => new JournaldReading(isExport: false);
}
