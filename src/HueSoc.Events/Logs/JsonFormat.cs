using HueSoc.Events.Normalisers;

namespace HueSoc.Events.Logs;

/// <summary>
/// Lines that are JSON objects: each is an event already, in ECS or in one of the layouts that shippers write, and is
/// normalised as the server does it. A line that is no object is a message.
/// </summary>
internal sealed class JsonFormat : ILogFormat
{
    private static readonly LogReading Stateless = new Reading();

    public string Name => "json";

    public RecordFraming Framing => RecordFraming.Lines;

    public bool Recognises(ReadOnlySpan<byte> sample)
    {
        ReadOnlySpan<byte> text = sample.TrimStart(" \t\r\n"u8);
        int end = text.IndexOf((byte)'\n');
        ReadOnlySpan<byte> line = (end < 0 ? text : text[..end]).TrimEnd(" \t\r"u8);
        return line.StartsWith("{"u8) && (line.EndsWith("}"u8) || end < 0);
    }

    public LogReading Begin(string? state) => Stateless;

    private sealed class Reading : LogReading
    {
        public override bool ReadsDocuments => true;

        public override RecordOutcome Read(ReadOnlySpan<byte> record, EventDraft draft, NormaliserContext context) =>
            record.Trim(" \t\r\0"u8).IsEmpty ? RecordOutcome.Directive : RecordOutcome.Unknown;
    }
}
