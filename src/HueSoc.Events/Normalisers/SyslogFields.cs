using HueSoc.Events.Logs.Programs;

namespace HueSoc.Events.Normalisers;

/// <summary>Writes the parts of a syslog line into an event: the same for lines of files and for lines that shippers send. What has a value keeps it.</summary>
internal static class SyslogFields
{
    /// <summary>Writes all but <c>message</c>, and what the program said in it.</summary>
    /// <returns>Whether the line belongs to the log of authentications.</returns>
    public static bool Write(EventDraft draft, NormaliserContext context, in SyslogLine line)
    {
        if (line.Priority >= 0)
            SyslogNames.Add(draft, line.Priority / 8, line.Priority % 8);
        if (line.Version > 0)
            draft.Offer("log.syslog.version"u8, "1"u8);
        if (line.Time is { } time)
            context.OfferTime(time);
        draft.Offer("host.name"u8, line.Host);
        draft.Offer("host.hostname"u8, line.Host);
        draft.OfferTexts("related.hosts"u8, line.Host);
        ReadOnlySpan<byte> program = line.Tag;
        if (line.Version > 0)
        {
            draft.Offer("log.syslog.appname"u8, line.Tag);
            draft.Offer("process.name"u8, line.Tag);
            draft.Offer("log.syslog.procid"u8, line.ProcessId);
            SyslogNames.AddPid(draft, line.ProcessId);
            draft.Offer("log.syslog.msgid"u8, line.MessageId);
            if (!line.Data.IsEmpty)
                StructuredData.Add(draft, line.Data);
        }
        else
        {
            SyslogNames.AddTag(draft, line.Tag);
            program = SyslogNames.ProgramOf(line.Tag);
        }

        // 4 and 10 are the facilities auth and authpriv.
        bool isAuth = ProgramMessages.Read(draft, program, line.Message) || line.Priority / 8 is 4 or 10;
        if (isAuth)
        {
            draft.Offer("event.module"u8, "system"u8);
            draft.Offer("event.dataset"u8, "system.auth"u8);
        }

        return isAuth;
    }
}
