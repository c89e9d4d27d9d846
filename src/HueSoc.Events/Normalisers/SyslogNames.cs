using System.Collections.Immutable;
using System.Text;

namespace HueSoc.Events.Normalisers;

/// <summary>The facilities and severities of syslog (RFC 5424, section 6.2.1), named as rsyslog names them.</summary>
internal static class SyslogNames
{
    private static readonly ImmutableArray<byte[]> Facilities = Make(
        "kern", "user", "mail", "daemon", "auth", "syslog", "lpr", "news", "uucp", "cron", "authpriv", "ftp",
        "ntp", "audit", "alert", "clock", "local0", "local1", "local2", "local3", "local4", "local5", "local6", "local7");

    private static readonly ImmutableArray<byte[]> Severities = Make("emerg", "alert", "crit", "err", "warning", "notice", "info", "debug");

    /// <summary>The number of a facility; -1 when there is none of this name.</summary>
    public static int Facility(ReadOnlySpan<byte> name) => Number(Facilities, name);

    /// <summary>The number of a severity; -1 when there is none of this name.</summary>
    public static int Severity(ReadOnlySpan<byte> name) => Number(Severities, name);

    /// <summary>Adds <c>log.syslog</c>: the priority and what it is made of.</summary>
    public static void Add(EventDraft draft, int facility, int severity)
    {
        if (facility is >= 0 and < 24)
        {
            draft.Offer("log.syslog.facility.code"u8, facility);
            draft.Offer("log.syslog.facility.name"u8, Facilities[facility]);
        }

        if (severity is >= 0 and < 8)
        {
            draft.Offer("log.syslog.severity.code"u8, severity);
            draft.Offer("log.syslog.severity.name"u8, Severities[severity]);
        }

        if (facility is >= 0 and < 24 && severity is >= 0 and < 8)
            draft.Offer("log.syslog.priority"u8, (facility * 8) + severity);
    }

    /// <summary>Adds <c>process.name</c> and <c>process.pid</c> out of a tag such as <c>sshd[421]:</c>.</summary>
    public static void AddTag(EventDraft draft, ReadOnlySpan<byte> tag)
    {
        tag = tag.TrimEnd(" :"u8);
        int bracket = tag.IndexOf((byte)'[');
        if (bracket > 0 && tag[^1] == ']')
        {
            AddPid(draft, tag[(bracket + 1)..^1]);
            tag = tag[..bracket];
        }

        if (tag.Length is > 0 and <= 128)
            draft.Offer("process.name"u8, tag);
    }

    /// <summary>The program in a tag such as <c>sshd[421]:</c>.</summary>
    public static ReadOnlySpan<byte> ProgramOf(ReadOnlySpan<byte> tag)
    {
        tag = tag.TrimEnd(" :"u8);
        int bracket = tag.IndexOf((byte)'[');
        return bracket > 0 ? tag[..bracket] : tag;
    }

    /// <summary>Adds <c>process.pid</c>, if the text is one.</summary>
    public static void AddPid(EventDraft draft, ReadOnlySpan<byte> text)
    {
        if (text.Length is > 0 and <= 10 && !text.ContainsAnyExceptInRange((byte)'0', (byte)'9')
            && long.TryParse(text, provider: null, out long pid))
        {
            draft.Offer("process.pid"u8, pid);
        }
    }

    private static int Number(ImmutableArray<byte[]> names, ReadOnlySpan<byte> name)
    {
        for (int i = 0; i < names.Length; i++)
        {
            if (name.SequenceEqual(names[i]))
                return i;
        }

        // Both are also sent as their numbers.
        return name.Length is 1 or 2 && int.TryParse(name, provider: null, out int number) && number < names.Length ? number : -1;
    }

    private static ImmutableArray<byte[]> Make(params string[] names) => [.. names.Select(Encoding.ASCII.GetBytes)];
}
