using HueSoc.Events.Normalisers;

namespace HueSoc.Events.Logs.Web;

/// <summary>
/// The parts of a line of the common or combined log format, as written:
/// <c>[vhost:port ]client ident user [time] "request" status bytes[ "referrer" "user agent"][ "forwarded for" …]</c>.
/// </summary>
internal ref struct CombinedLine
{
    public ReadOnlySpan<byte> Site;
    public ReadOnlySpan<byte> Client;
    public ReadOnlySpan<byte> User;
    public WrittenTime Time;
    public ReadOnlySpan<byte> Request;
    public ReadOnlySpan<byte> Status;
    public ReadOnlySpan<byte> Bytes;
    public ReadOnlySpan<byte> Referrer;
    public ReadOnlySpan<byte> UserAgent;

    /// <summary>The third quoted text, which nginx's own example of a format has.</summary>
    public ReadOnlySpan<byte> Forwarded;

    public static bool TryParse(ReadOnlySpan<byte> line, out CombinedLine parsed)
    {
        parsed = default;

        // A user's name may hold spaces and brackets; the time may not be missed.
        int open = line.IndexOf(" ["u8);
        while (open >= 0 && !(line.Length > open + 29 && line[open + 28] == ']' && CommonLogTime.TryParse(line.Slice(open + 2, 26), out parsed.Time)))
        {
            int next = line[(open + 1)..].IndexOf(" ["u8);
            open = next < 0 || open > 1024 ? -1 : open + 1 + next;
        }

        if (open < 0 || !TryClient(line[..open], ref parsed))
            return false;
        ReadOnlySpan<byte> rest = line[(open + 29)..].TrimStart((byte)' ');
        if (!TryQuoted(ref rest, isRequest: true, out parsed.Request))
            return false;
        parsed.Status = Word(ref rest);
        parsed.Bytes = Word(ref rest);
        if (parsed.Status.IsEmpty)
            return false;
        if (TryQuoted(ref rest, isRequest: false, out parsed.Referrer) && TryQuoted(ref rest, isRequest: false, out parsed.UserAgent))
            _ = TryQuoted(ref rest, isRequest: false, out parsed.Forwarded);
        return true;
    }

    // What stands before the time: client ident user, with the site before them or not.
    private static bool TryClient(ReadOnlySpan<byte> text, ref CombinedLine parsed)
    {
        ReadOnlySpan<byte> first = Word(ref text);
        ReadOnlySpan<byte> second = Word(ref text);
        if (first.IsEmpty || second.IsEmpty)
            return false;

        // With a site before it, the second word is the client and not ident, which nobody answers any more.
        bool hasSite = !WebFields.IsNothing(second) && (second.Contains((byte)'.') || second.Contains((byte)':')) && text.Contains((byte)' ');
        parsed.Client = hasSite ? second : first;
        if (hasSite)
        {
            parsed.Site = first;
            _ = Word(ref text);
        }

        parsed.User = text;
        return true;
    }

    private static ReadOnlySpan<byte> Word(scoped ref ReadOnlySpan<byte> rest)
    {
        rest = rest.TrimStart((byte)' ');
        int space = rest.IndexOf((byte)' ');
        ReadOnlySpan<byte> word = space < 0 ? rest : rest[..space];
        rest = space < 0 ? default : rest[(space + 1)..];
        return word;
    }

    // A backslash keeps the quote after it from ending the text. Without an end the text goes to the end of the line.
    private static bool TryQuoted(scoped ref ReadOnlySpan<byte> rest, bool isRequest, out ReadOnlySpan<byte> text)
    {
        text = default;
        rest = rest.TrimStart((byte)' ');
        if (rest.IsEmpty || rest[0] != '"')
            return false;
        int at = 1;
        while (at < rest.Length && !IsEnd(rest, at, isRequest))
            at += rest[at] == '\\' ? 2 : 1;
        int end = Math.Min(at, rest.Length);
        text = rest[1..end];
        rest = end < rest.Length ? rest[(end + 1)..] : default;
        return true;
    }

    // Old servers do not escape: a quote that is not followed by what has to follow is a part of the text.
    private static bool IsEnd(ReadOnlySpan<byte> text, int at, bool isRequest)
    {
        if (text[at] != '"')
            return false;
        if (at + 1 == text.Length)
            return true;
        return text[at + 1] == ' ' && (!isRequest || (at + 2 < text.Length && (char.IsAsciiDigit((char)text[at + 2]) || text[at + 2] == '-')));
    }
}
