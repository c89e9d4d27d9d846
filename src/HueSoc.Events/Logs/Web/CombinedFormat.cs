using HueSoc.Events.Normalisers;

namespace HueSoc.Events.Logs.Web;

/// <summary>Access logs of Apache and nginx in the common or combined format. The lines of both are the same; the name says whose they are.</summary>
/// <param name="name"><c>apache</c> or <c>nginx</c>.</param>
/// <param name="module">The same in UTF-8.</param>
/// <param name="dataset">The dataset: <c>apache.access</c>.</param>
internal sealed class CombinedFormat(string name, byte[] module, byte[] dataset) : ILogFormat
{
    private const int LinesLookedAt = 20;

    public string Name => name;

    public RecordFraming Framing => RecordFraming.Lines;

    // A line with a third quoted text is nginx's; one without may be of either, and is Apache's, which is asked first.
    public bool Recognises(ReadOnlySpan<byte> sample)
    {
        sample = LogSample.WholeLines(sample);
        int seen = 0;
        int known = 0;
        int forwarded = 0;
        foreach (Range range in sample.Split((byte)'\n'))
        {
            ReadOnlySpan<byte> line = sample[range].TrimEnd("\r"u8);
            if (line.IsEmpty)
                continue;
            if (CombinedLine.TryParse(line, out CombinedLine parsed))
            {
                known++;
                forwarded += parsed.Forwarded.IsEmpty ? 0 : 1;
            }

            if (++seen == LinesLookedAt)
                break;
        }

        return known > 0 && known * 2 > seen && (module[0] == 'n' || forwarded * 2 <= known);
    }

    public LogReading Begin(string? state) => new Reading(module, dataset);

    private sealed class Reading(byte[] module, byte[] dataset) : LogReading
    {
        private readonly QuotedText quoted = new();

        public override ReadOnlySpan<byte> Dataset => dataset;

        public override RecordOutcome Read(ReadOnlySpan<byte> record, EventDraft draft, NormaliserContext context)
        {
            ReadOnlySpan<byte> line = record.TrimEnd("\r\n\0 "u8);
            if (line.IsEmpty)
                return RecordOutcome.Directive;
            if (!CombinedLine.TryParse(line, out CombinedLine parsed))
                return RecordOutcome.Unknown;
            context.OfferTime(parsed.Time);
            WebFields.WriteKind(draft, module, dataset);
            WriteRequest(draft, quoted.Read(parsed.Request));
            WebFields.WriteStatus(draft, parsed.Status);
            WebFields.WriteNumber(draft, "http.response.body.bytes"u8, parsed.Bytes);
            WebFields.WriteClient(draft, parsed.Client);
            WebFields.WriteUser(draft, quoted.Read(parsed.User));
            WebFields.WriteHost(draft, parsed.Site);
            WebFields.WriteText(draft, "http.request.referrer"u8, quoted.Read(parsed.Referrer));
            WebFields.WriteText(draft, "user_agent.original"u8, quoted.Read(parsed.UserAgent));
            WriteForwarded(draft, parsed.Forwarded);
            return RecordOutcome.Event;
        }

        // METHOD target HTTP/1.1. What is none (a TLS handshake, a scanner's rubbish) stays in the message.
        private static void WriteRequest(EventDraft draft, ReadOnlySpan<byte> request)
        {
            if (WebFields.IsNothing(request))
                return;
            draft.Offer("message"u8, request);
            int space = request.IndexOf((byte)' ');
            ReadOnlySpan<byte> method = space < 0 ? default : request[..space];
            if (method.Length is 0 or > 20 || method.IndexOfAnyExceptInRange((byte)'A', (byte)'Z') >= 0)
                return;
            ReadOnlySpan<byte> target = request[(space + 1)..];
            int version = target.LastIndexOf(" HTTP/"u8);
            if (version >= 0)
            {
                WebFields.WriteText(draft, "http.version"u8, target[(version + 6)..]);
                target = target[..version];
            }

            draft.Offer("http.request.method"u8, method);
            WebFields.WriteTarget(draft, target);
        }

        // The first in the list is whom the first proxy saw; anybody can write it.
        private static void WriteForwarded(EventDraft draft, ReadOnlySpan<byte> list)
        {
            int comma = list.IndexOf((byte)',');
            ReadOnlySpan<byte> first = (comma < 0 ? list : list[..comma]).Trim((byte)' ');
            if (IpText.IsAddress(first))
                draft.Offer("network.forwarded_ip"u8, first);
        }
    }
}
