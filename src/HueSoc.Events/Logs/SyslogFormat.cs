using HueSoc.Events.Normalisers;

namespace HueSoc.Events.Logs;

/// <summary>Files that syslog daemons write: RFC 3164 without a year, rsyslog's form with the time of RFC 3339, and RFC 5424.</summary>
internal sealed class SyslogFormat : ILogFormat
{
    private const int LinesLookedAt = 20;

    // Any year will do to see whether there is a time; a leap year takes every date.
    private static readonly DateTimeOffset SomeTime = new(2024, 12, 31, 0, 0, 0, TimeSpan.Zero);
    private static readonly LogReading Stateless = new Reading();

    public string Name => "syslog";

    public RecordFraming Framing => RecordFraming.Lines;

    public bool Recognises(ReadOnlySpan<byte> sample)
    {
        NormaliserContext context = new(TimeZoneInfo.Utc);
        context.Begin(SomeTime);
        sample = LogSample.WholeLines(sample);
        int seen = 0;
        int known = 0;
        foreach (Range range in sample.Split((byte)'\n'))
        {
            ReadOnlySpan<byte> line = sample[range].TrimEnd("\r"u8);

            // Indented lines go on with the one before.
            if (line.IsEmpty || line[0] is (byte)' ' or (byte)'\t')
                continue;
            if (!IsLogWithSpacedTime(line) && SyslogLine.TryParse(line, context, out _))
                known++;
            if (++seen == LinesLookedAt)
                break;
        }

        return known > 0 && known * 2 > seen;
    }

    public LogReading Begin(string? state) => Stateless;

    // 2026-03-01 12:00:00: how programs write their own logs, where the next word is a level and no machine.
    private static bool IsLogWithSpacedTime(ReadOnlySpan<byte> line) => line.Length > 10 && char.IsAsciiDigit((char)line[0]) && line[10] != 'T';

    private sealed class Reading : LogReading
    {
        public override ReadOnlySpan<byte> Dataset => "system.syslog"u8;

        public override RecordOutcome Read(ReadOnlySpan<byte> record, EventDraft draft, NormaliserContext context)
        {
            ReadOnlySpan<byte> line = record.TrimEnd("\r\n\0"u8);
            if (line.Trim(" \t"u8).IsEmpty)
                return RecordOutcome.Directive;
            if (!SyslogLine.TryParse(line, context, out SyslogLine parsed) && !SyslogLine.TryParseWithoutTag(line, context, out parsed))
                return RecordOutcome.Unknown;
            draft.Offer("message"u8, parsed.Message);
            if (!SyslogFields.Write(draft, context, parsed))
            {
                draft.Offer("event.module"u8, "system"u8);
                draft.Offer("event.dataset"u8, "system.syslog"u8);
            }

            return RecordOutcome.Event;
        }
    }
}
