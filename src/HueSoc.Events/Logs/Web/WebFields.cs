using HueSoc.Events.Normalisers;

namespace HueSoc.Events.Logs.Web;

/// <summary>What web servers log of a request, under its ECS names. An empty text and <c>-</c> say nothing.</summary>
internal static class WebFields
{
    private const int LongestHost = 255;

    /// <summary>Writes what every request has.</summary>
    public static void WriteKind(EventDraft draft, ReadOnlySpan<byte> module, ReadOnlySpan<byte> dataset)
    {
        draft.Offer("event.module"u8, module);
        draft.Offer("event.dataset"u8, dataset);
        draft.OfferJson("event.category"u8, "[\"web\"]"u8);
        draft.OfferJson("event.type"u8, "[\"access\"]"u8);
    }

    /// <summary>Writes a text.</summary>
    public static void WriteText(EventDraft draft, ReadOnlySpan<byte> field, ReadOnlySpan<byte> text)
    {
        if (!IsNothing(text))
            draft.Offer(field, text);
    }

    /// <summary>Writes a whole number, if the text is one.</summary>
    public static void WriteNumber(EventDraft draft, ReadOnlySpan<byte> field, ReadOnlySpan<byte> text, long times = 1)
    {
        if (TryNumber(text, out long number))
            draft.Offer(field, number * times);
    }

    /// <summary>Writes the status, and what it says of the outcome.</summary>
    public static void WriteStatus(EventDraft draft, ReadOnlySpan<byte> text)
    {
        if (!TryNumber(text, out long status) || status > 999)
            return;
        draft.Offer("http.response.status_code"u8, status);
        draft.Offer("event.outcome"u8, status is >= 100 and < 400 ? "success"u8 : "failure"u8);
    }

    /// <summary>Writes the client: an address or a name.</summary>
    public static void WriteClient(EventDraft draft, ReadOnlySpan<byte> text)
    {
        if (IsNothing(text) || text.Length > LongestHost)
            return;
        ReadOnlySpan<byte> ip = IpText.WithoutZone(text);
        draft.Offer("source.address"u8, text);
        if (IpText.IsAddress(ip))
        {
            draft.Offer("source.ip"u8, ip);
            draft.OfferTexts("related.ip"u8, ip);
        }
        else
        {
            draft.Offer("source.domain"u8, text);
        }
    }

    /// <summary>Writes the user who logged on to the site.</summary>
    public static void WriteUser(EventDraft draft, ReadOnlySpan<byte> text)
    {
        if (IsNothing(text))
            return;
        draft.Offer("user.name"u8, text);
        draft.OfferTexts("related.user"u8, text);
    }

    /// <summary>Writes a whole target, <c>/a?b</c> or <c>http://host/a?b</c>, and its path and query.</summary>
    public static void WriteTarget(EventDraft draft, ReadOnlySpan<byte> target)
    {
        if (target.IsEmpty)
            return;
        draft.Offer("url.original"u8, target);
        ReadOnlySpan<byte> path = target;
        int scheme = target.IndexOf("://"u8);
        if (scheme is > 0 and < 10)
        {
            ReadOnlySpan<byte> rest = target[(scheme + 3)..];
            int slash = rest.IndexOf((byte)'/');
            ReadOnlySpan<byte> authority = slash < 0 ? rest : rest[..slash];
            WriteHost(draft, authority[(authority.LastIndexOf((byte)'@') + 1)..]);
            path = slash < 0 ? default : rest[slash..];
        }

        int query = path.IndexOf((byte)'?');
        draft.Offer("url.path"u8, query < 0 ? path : path[..query]);
        if (query >= 0)
            draft.Offer("url.query"u8, path[(query + 1)..]);
    }

    /// <summary>Writes the site that was asked for: a name, perhaps with a port.</summary>
    public static void WriteHost(EventDraft draft, ReadOnlySpan<byte> text)
    {
        if (IsNothing(text) || text.Length > LongestHost)
            return;
        int colon = text.LastIndexOf((byte)':');
        if (colon > 0 && colon > text.LastIndexOf((byte)']') && TryNumber(text[(colon + 1)..], out long port) && port <= 65_535)
        {
            draft.Offer("destination.port"u8, port);
            text = text[..colon];
        }

        draft.Offer("url.domain"u8, text);
    }

    /// <summary>Whether a text stands for no value.</summary>
    public static bool IsNothing(ReadOnlySpan<byte> text) => text.IsEmpty || (text.Length == 1 && text[0] == '-');

    private static bool TryNumber(ReadOnlySpan<byte> text, out long number)
    {
        number = 0;
        return text.Length is > 0 and <= 12 && !text.ContainsAnyExceptInRange((byte)'0', (byte)'9') && long.TryParse(text, provider: null, out number);
    }
}
