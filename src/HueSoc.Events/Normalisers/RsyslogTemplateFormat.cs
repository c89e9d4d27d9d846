using HueSoc.Events.Logs.Programs;

namespace HueSoc.Events.Normalisers;

/// <summary>
/// What rsyslog's omelasticsearch sends when it is given no template: <c>message, fromhost, facility, priority, timereported,
/// timegenerated</c>, and what people add to it in the same style, such as <c>syslogtag</c>.
/// </summary>
internal sealed class RsyslogTemplateFormat : IEventFormat
{
    public string Name => "rsyslog";

    public bool TryNormalise(EventDraft draft, NormaliserContext context)
    {
        if (!draft.Has("timereported"u8) && !(draft.Has("fromhost"u8) && draft.Has("message"u8)))
            return false;
        if (draft.TryGetText("fromhost"u8, out ReadOnlySpan<byte> text))
            Take(draft, "host.name"u8, "fromhost"u8, text);
        ReadOnlySpan<byte> program = default;
        if (draft.TryGetText("syslogtag"u8, out text))
        {
            program = SyslogNames.ProgramOf(text);
            SyslogNames.AddTag(draft, text);
            Take(draft, "log.syslog.appname"u8, "syslogtag"u8, text);
        }

        int facility = draft.TryGetText("facility"u8, out text) ? SyslogNames.Facility(text) : -1;
        int severity = draft.TryGetText("priority"u8, out text) || draft.TryGetText("severity"u8, out text) ? SyslogNames.Severity(text) : -1;
        SyslogNames.Add(draft, facility, severity);
        if (facility >= 0)
            draft.Remove("facility"u8);
        if (severity >= 0)
        {
            draft.Remove("priority"u8);
            draft.Remove("severity"u8);
        }

        if (draft.TryGetText("timereported"u8, out text) && context.OfferTime(text))
            draft.Remove("timereported"u8);
        if (draft.TryGetText("timegenerated"u8, out text) && WrittenTime.TryParse(text, out _))
            Take(draft, "event.created"u8, "timegenerated"u8, text);

        // The part after the tag's colon begins with the space that stood there.
        if (draft.TryGetText("message"u8, out text))
        {
            if (text.Length > 1 && text[0] == ' ')
            {
                draft.Remove("message"u8);
                draft.SetText("message"u8, text[1..]);
                text = text[1..];
            }

            if (ProgramMessages.Read(draft, program, text))
            {
                draft.Offer("event.module"u8, "system"u8);
                draft.Offer("event.dataset"u8, "system.auth"u8);
            }
        }

        return true;
    }

    private static void Take(EventDraft draft, ReadOnlySpan<byte> field, ReadOnlySpan<byte> from, ReadOnlySpan<byte> text)
    {
        if (draft.Has(field))
            return;
        draft.Remove(from);
        draft.Offer(field, text);
    }
}
