namespace HueSoc.Events.Normalisers;

/// <summary>The parts of a syslog line.</summary>
internal ref struct SyslogLine
{
    private const int LongestTag = 64;
    private const int LongestHost = 255;

    /// <summary>Facility times eight plus severity; -1 when the line does not say.</summary>
    public int Priority;

    /// <summary>1 for RFC 5424, else 0.</summary>
    public int Version;

    /// <summary>When the line says it was written.</summary>
    public WrittenTime? Time;

    public ReadOnlySpan<byte> Host;
    public ReadOnlySpan<byte> Tag;
    public ReadOnlySpan<byte> ProcessId;
    public ReadOnlySpan<byte> MessageId;

    /// <summary>The structured data, brackets included.</summary>
    public ReadOnlySpan<byte> Data;
    public ReadOnlySpan<byte> Message;

    public static bool TryParse(ReadOnlySpan<byte> line, NormaliserContext context, out SyslogLine parsed)
    {
        parsed = new SyslogLine { Priority = -1 };
        ReadOnlySpan<byte> rest = line;
        if (rest.Length > 2 && rest[0] == '<')
        {
            int end = rest[..Math.Min(rest.Length, 5)].IndexOf((byte)'>');
            if (end < 2 || rest[1..end].ContainsAnyExceptInRange((byte)'0', (byte)'9')
                || !int.TryParse(rest[1..end], provider: null, out int priority) || priority > 191)
            {
                return false;
            }

            parsed.Priority = priority;
            rest = rest[(end + 1)..];
            if (rest.StartsWith("1 "u8) && TryParseNew(rest[2..], ref parsed))
                return true;
        }

        return TryParseOld(rest, context, ref parsed);
    }

    /// <summary>Reads a line of a file that is known to be a syslog daemon's, and begins with a time, but has no tag: <c>Mar  1 12:00:00 last message repeated 2 times</c>.</summary>
    public static bool TryParseWithoutTag(ReadOnlySpan<byte> line, NormaliserContext context, out SyslogLine parsed)
    {
        parsed = new SyslogLine { Priority = -1 };
        if (!TryTime(line, context, out WrittenTime time, out int length) || length >= line.Length || line[length] != ' ')
            return false;
        parsed.Time = time;
        ReadOnlySpan<byte> rest = line[length..].TrimStart((byte)' ');
        parsed.Message = rest;
        ReadOnlySpan<byte> host = Word(rest, out ReadOnlySpan<byte> after);
        if (host.Length is > 0 and <= LongestHost && host[^1] != ':' && char.IsAsciiLetterOrDigit((char)host[0]) && !after.IsEmpty
            && !after.StartsWith("message repeated "u8) && !after.StartsWith("repeated "u8))
        {
            parsed.Host = host;
            parsed.Message = after;
        }

        return true;
    }

    // RFC 5424: TIMESTAMP HOSTNAME APP-NAME PROCID MSGID STRUCTURED-DATA [MSG]
    private static bool TryParseNew(ReadOnlySpan<byte> rest, ref SyslogLine parsed)
    {
        SyslogLine read = parsed;
        ReadOnlySpan<byte> time = Word(rest, out rest);
        if (!time.SequenceEqual("-"u8))
        {
            if (!WrittenTime.TryParse(time, out WrittenTime written))
                return false;
            read.Time = written;
        }

        read.Host = WithoutNil(Word(rest, out rest));
        read.Tag = WithoutNil(Word(rest, out rest));
        read.ProcessId = WithoutNil(Word(rest, out rest));
        read.MessageId = WithoutNil(Word(rest, out rest));
        if (rest.IsEmpty)
            return false;
        if (rest[0] == '-')
        {
            rest = rest[1..];
        }
        else
        {
            int length = StructuredData.Length(rest);
            if (length == 0)
                return false;
            read.Data = rest[..length];
            rest = rest[length..];
        }

        if (!rest.IsEmpty && rest[0] != ' ')
            return false;
        rest = rest.IsEmpty ? rest : rest[1..];
        read.Message = rest.StartsWith("\uFEFF"u8) ? rest[3..] : rest;
        read.Version = 1;
        parsed = read;
        return true;
    }

    // RFC 3164: TIMESTAMP HOSTNAME TAG: CONTENT. Without a priority all three must be there, or any sentence would be one.
    private static bool TryParseOld(ReadOnlySpan<byte> rest, NormaliserContext context, ref SyslogLine parsed)
    {
        bool hasTime = TryTime(rest, context, out WrittenTime time, out int length);
        if (hasTime && length < rest.Length && rest[length] is (byte)' ' or (byte)':')
        {
            parsed.Time = time;
            rest = rest[(length + 1)..].TrimStart((byte)' ');
        }
        else if (parsed.Priority < 0)
        {
            return false;
        }

        if (parsed.Time is not null)
        {
            ReadOnlySpan<byte> host = Word(rest, out ReadOnlySpan<byte> after);

            // Programs on the machine itself leave the name out: then the first word is the tag, with its colon.
            if (!host.IsEmpty && host.Length <= LongestHost && host[^1] != ':' && !host.Contains((byte)'['))
            {
                parsed.Host = host;
                rest = after;
            }
        }

        int tag = TagLength(rest);
        if (tag == 0 && !parsed.Host.IsEmpty)
            tag = SpacedTagLength(rest);
        if (tag > 0)
        {
            parsed.Tag = rest[..tag];
            rest = rest[tag..];
            rest = rest.StartsWith(":"u8) ? rest[1..] : rest;
            rest = rest.StartsWith(" "u8) ? rest[1..] : rest;
        }
        else if (parsed.Priority < 0)
        {
            return false;
        }

        parsed.Message = rest;
        return true;
    }

    // A tag is a word of letters, digits and a few marks, perhaps with a number in brackets, and a colon ends it.
    private static int TagLength(ReadOnlySpan<byte> text)
    {
        int at = 0;
        while (at < text.Length && at < LongestTag && (char.IsAsciiLetterOrDigit((char)text[at]) || "-_./@%+"u8.Contains(text[at])))
            at++;
        if (at == 0)
            return 0;
        bool bracketed = false;
        if (at < text.Length && text[at] == '[')
        {
            int end = text[at..Math.Min(text.Length, at + 24)].IndexOf((byte)']');
            if (end < 0)
                return 0;
            at += end + 1;
            bracketed = true;
        }

        return at < text.Length && (text[at] == ':' || (bracketed && text[at] == ' ')) ? at : 0;
    }

    // "Google Chrome[85294]: …": with a number in brackets and a colon there is no doubt where it ends.
    private static int SpacedTagLength(ReadOnlySpan<byte> text)
    {
        int end = text[..Math.Min(text.Length, LongestTag)].IndexOf("]: "u8);
        int bracket = end < 0 ? -1 : text[..end].IndexOf((byte)'[');
        if (bracket <= 0 || bracket + 1 == end || text[(bracket + 1)..end].ContainsAnyExceptInRange((byte)'0', (byte)'9'))
            return 0;
        foreach (byte b in text[..bracket])
        {
            if (!char.IsAsciiLetterOrDigit((char)b) && !" -_."u8.Contains(b))
                return 0;
        }

        return end + 1;
    }

    private static bool TryTime(ReadOnlySpan<byte> text, NormaliserContext context, out WrittenTime time, out int length) =>
        WrittenTime.TryParseBsd(text, context.Received, context.Zone, out time, out length)
            || (WrittenTime.TryParse(text, out time, out length) && length > 10);

    private static ReadOnlySpan<byte> Word(ReadOnlySpan<byte> text, out ReadOnlySpan<byte> rest)
    {
        int space = text.IndexOf((byte)' ');
        rest = space < 0 ? default : text[(space + 1)..];
        return space < 0 ? text : text[..space];
    }

    private static ReadOnlySpan<byte> WithoutNil(ReadOnlySpan<byte> word) => word.SequenceEqual("-"u8) ? default : word;
}
