using System.Text;
using HueSoc.Events.Normalisers;

namespace HueSoc.Events.Logs.Web;

/// <summary>
/// Reads one log of IIS. Its state is the date of <c>#Date</c>, for files without a column for it, and the names of <c>#Fields</c>,
/// on a line each.
/// </summary>
internal sealed class IisReading : LogReading
{
    private const int LongestFields = 3072;
    private const int LongestState = 4096;

    private readonly ByteSink text = new();
    private string date = string.Empty;
    private string fields = W3cColumns.Usual;
    private W3cColumn[] columns;
    private byte[] dateBytes = [];
    private string? state;

    public IisReading(string? state)
    {
        if (state?.Length <= LongestState && state.Split('\n') is [string knownDate, string knownFields])
        {
            date = knownDate;
            dateBytes = Encoding.UTF8.GetBytes(date);
            fields = knownFields;
            this.state = state;
        }

        columns = W3cColumns.Of(fields);
    }

    public static ReadOnlySpan<byte> Fields => "#Fields:"u8;

    public override string? State => state;

    public override ReadOnlySpan<byte> Dataset => "iis.access"u8;

    public override RecordOutcome Read(ReadOnlySpan<byte> record, EventDraft draft, NormaliserContext context)
    {
        ReadOnlySpan<byte> line = record.TrimEnd("\r\n\0 "u8);
        if (line.IsEmpty)
            return RecordOutcome.Directive;
        if (line[0] == '#')
        {
            ReadDirective(line);
            return RecordOutcome.Directive;
        }

        // A line that has not as many values as there are columns cannot be told apart.
        Span<Range> values = stackalloc Range[W3cColumns.Most + 1];
        int count = line.Count((byte)' ') + 1;
        if (count != columns.Length || !TrySplit(line, values[..count]))
            return RecordOutcome.Unknown;
        Write(line, values, draft, context);
        return RecordOutcome.Event;
    }

    private void ReadDirective(ReadOnlySpan<byte> line)
    {
        if (line.StartsWith("#Date: "u8) && line.Length >= 17)
            date = Encoding.UTF8.GetString(line.Slice(7, 10));
        else if (line.StartsWith(Fields) && line.Length <= LongestFields)
            fields = Encoding.UTF8.GetString(line[Fields.Length..].Trim((byte)' '));
        else
            return;
        dateBytes = Encoding.UTF8.GetBytes(date);
        columns = W3cColumns.Of(fields);
        state = $"{date}\n{fields}";
    }

    private static bool TrySplit(ReadOnlySpan<byte> line, Span<Range> values)
    {
        int at = 0;
        foreach (Range range in line.Split((byte)' '))
        {
            if (line[range].IsEmpty)
                return false;
            values[at++] = range;
        }

        return true;
    }

    private void Write(ReadOnlySpan<byte> line, ReadOnlySpan<Range> values, EventDraft draft, NormaliserContext context)
    {
        ReadOnlySpan<byte> day = dateBytes;
        ReadOnlySpan<byte> time = default;
        ReadOnlySpan<byte> method = default;
        ReadOnlySpan<byte> stem = default;
        ReadOnlySpan<byte> query = default;
        WebFields.WriteKind(draft, "iis"u8, Dataset);
        for (int i = 0; i < columns.Length; i++)
        {
            ReadOnlySpan<byte> value = line[values[i]];
            if (WebFields.IsNothing(value))
                continue;
            switch (columns[i])
            {
                case W3cColumn.Date:
                    day = value;
                    break;
                case W3cColumn.Time:
                    time = value;
                    break;
                case W3cColumn.Method:
                    method = value;
                    break;
                case W3cColumn.Stem:
                    stem = value;
                    break;
                case W3cColumn.Query:
                    query = value;
                    break;
                default:
                    WriteOther(draft, columns[i], value);
                    break;
            }
        }

        WriteTime(context, day, time);
        draft.Offer("http.request.method"u8, method);
        text.Clear();
        text.Write(method);
        text.Write((byte)' ');
        int start = text.Length;
        text.Write(stem);
        if (!query.IsEmpty)
        {
            text.Write((byte)'?');
            text.Write(query);
        }

        if (text.Length > 1)
            draft.Offer("message"u8, text.Written);
        draft.Offer("url.original"u8, text.Written[start..]);
        draft.Offer("url.path"u8, stem);
        draft.Offer("url.query"u8, query);
    }

    private void WriteTime(NormaliserContext context, ReadOnlySpan<byte> day, ReadOnlySpan<byte> time)
    {
        if (day.IsEmpty || time.IsEmpty)
            return;
        text.Clear();
        text.Write(day);
        text.Write((byte)'T');
        text.Write(time);
        _ = context.OfferTime(text.Written, isUtc: true);
    }

    private void WriteOther(EventDraft draft, W3cColumn column, ReadOnlySpan<byte> value)
    {
        switch (column)
        {
            case W3cColumn.ClientIp:
                WebFields.WriteClient(draft, value);
                break;
            case W3cColumn.UserName:
                WebFields.WriteUser(draft, WithSpaces(value));
                break;
            case W3cColumn.UserAgent:
                draft.Offer("user_agent.original"u8, WithSpaces(value));
                break;
            case W3cColumn.Referrer:
                draft.Offer("http.request.referrer"u8, value);
                break;
            case W3cColumn.Cookie:
                draft.Offer("iis.access.cookie"u8, value);
                break;
            case W3cColumn.Host:
                WebFields.WriteHost(draft, value);
                break;
            case W3cColumn.ServerIp:
                draft.Offer("destination.address"u8, value);
                if (IpText.IsAddress(IpText.WithoutZone(value)))
                    draft.Offer("destination.ip"u8, IpText.WithoutZone(value));
                break;
            case W3cColumn.ServerName:
                draft.Offer("iis.access.server_name"u8, value);
                break;
            case W3cColumn.SiteName:
                draft.Offer("iis.access.site_name"u8, value);
                break;
            case W3cColumn.Protocol:
                draft.Offer("http.version"u8, value.StartsWith("HTTP/"u8) ? value[5..] : value);
                break;
            case W3cColumn.ForwardedFor:
                if (IpText.IsAddress(value))
                    draft.Offer("network.forwarded_ip"u8, value);
                break;
            default:
                WriteNumber(draft, column, value);
                break;
        }
    }

    private static void WriteNumber(EventDraft draft, W3cColumn column, ReadOnlySpan<byte> value)
    {
        const long NanosecondsOfMillisecond = 1_000_000;
        switch (column)
        {
            case W3cColumn.Status:
                WebFields.WriteStatus(draft, value);
                break;
            case W3cColumn.SubStatus:
                WebFields.WriteNumber(draft, "iis.access.sub_status"u8, value);
                break;
            case W3cColumn.Win32Status:
                WebFields.WriteNumber(draft, "iis.access.win32_status"u8, value);
                break;
            case W3cColumn.Port:
                WebFields.WriteNumber(draft, "destination.port"u8, value);
                break;
            case W3cColumn.SentBytes:
                WebFields.WriteNumber(draft, "http.response.body.bytes"u8, value);
                break;
            case W3cColumn.ReceivedBytes:
                WebFields.WriteNumber(draft, "http.request.body.bytes"u8, value);
                break;
            case W3cColumn.TimeTaken:
                WebFields.WriteNumber(draft, "event.duration"u8, value, NanosecondsOfMillisecond);
                break;
        }
    }

    // IIS writes a plus for a space.
    private ReadOnlySpan<byte> WithSpaces(ReadOnlySpan<byte> value)
    {
        text.Clear();
        foreach (byte b in value)
            text.Write(b == '+' ? (byte)' ' : b);
        return text.Written;
    }
}
