namespace HueSoc.Events.Normalisers;

/// <summary>
/// A whole syslog line in <c>message</c> or <c>event.original</c>: RFC 5424, RFC 3164 with or without its priority, and
/// rsyslog's file format, which has the time of RFC 3339 in the place of the old one.
/// </summary>
internal sealed class SyslogLineFormat : IEventFormat
{
    public string Name => "syslog";

    public bool TryNormalise(EventDraft draft, NormaliserContext context)
    {
        // Whoever has sorted out the priority or the process has read the line already.
        if (draft.Has("log.syslog"u8) || draft.Has("process.name"u8))
            return false;
        bool hasOriginal = draft.TryGetText("event.original"u8, out ReadOnlySpan<byte> line);
        if (!hasOriginal && !draft.TryGetText("message"u8, out line))
            return false;
        line = line.TrimEnd("\r\n\0"u8);
        if (!SyslogLine.TryParse(line, context, out SyslogLine parsed))
            return false;

        _ = SyslogFields.Write(draft, context, parsed);
        if (!hasOriginal)
            draft.SetText("event.original"u8, line);

        // Beside an original the message may be the shipper's own reading of it.
        if (!hasOriginal || !draft.TryGetText("message"u8, out ReadOnlySpan<byte> message) || message.SequenceEqual(line))
        {
            draft.Remove("message"u8);
            draft.SetText("message"u8, parsed.Message);
        }

        return true;
    }
}
