using HueSoc.Events.Normalisers;

namespace HueSoc.Events.Logs;

/// <summary>Lines of which nothing is known: each is a message.</summary>
internal sealed class PlainFormat : ILogFormat
{
    private static readonly LogReading Stateless = new Reading();

    public string Name => "plain";

    public RecordFraming Framing => RecordFraming.Lines;

    public bool Recognises(ReadOnlySpan<byte> sample) => true;

    public LogReading Begin(string? state) => Stateless;

    private sealed class Reading : LogReading
    {
        public override RecordOutcome Read(ReadOnlySpan<byte> record, EventDraft draft, NormaliserContext context) =>
            record.Trim(" \t\0"u8).IsEmpty ? RecordOutcome.Directive : RecordOutcome.Unknown;
    }
}
