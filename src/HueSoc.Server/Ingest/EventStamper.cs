using System.Text;
using System.Text.Unicode;
using HueSoc.Events.Normalisers;
using HueSoc.Events.Normalisers.Windows;

namespace HueSoc.Server.Ingest;

/// <summary>
/// Makes of a received document what is stored: normalised, with the server's own fields in it and no other spelling of them.
/// What the client wrote in their place is kept under <c>huesoc.claimed</c>. Used again and again by one thread.
/// </summary>
/// <param name="options">The bounds.</param>
/// <param name="zone">The zone of clocks that do not name theirs.</param>
/// <param name="scripts">Parts of scripts that came before, of all senders; null where they are not joined.</param>
internal sealed class EventStamper(IngestOptions options, TimeZoneInfo zone, ScriptBlocks? scripts = null)
{
    private readonly JsonBounds bounds = new(options.MaxDepth, options.MaxFields, options.MaxStringBytes);
    private readonly NormaliserContext context = new(zone) { ScriptBlocks = scripts };
    private readonly EventDraft draft = new();

    /// <summary>When the event happened.</summary>
    public DateTimeOffset Timestamp { get; private set; }

    /// <summary>Why the document was refused, when it was.</summary>
    public string? Problem { get; private set; }

    /// <summary>Makes the event.</summary>
    /// <param name="document">What was received.</param>
    /// <param name="stamp">Who sent it.</param>
    /// <param name="stream">What its data stream's name says; null when it says nothing.</param>
    /// <param name="received">When it was received.</param>
    /// <param name="receivedText">The same as it is written.</param>
    /// <param name="stored">The event: one line of JSON, valid until the next one is made.</param>
    /// <returns>False when the document is refused, with <see cref="Problem"/>.</returns>
    public bool TryStamp(
        ReadOnlyMemory<byte> document,
        SenderStamp stamp,
        DataStreamName? stream,
        DateTimeOffset received,
        ReadOnlySpan<byte> receivedText,
        out ReadOnlySpan<byte> stored)
    {
        stored = default;
        Problem = null;
        if (document.Length > options.MaxDocumentBytes)
        {
            Problem = $"the document has {document.Length} bytes, more than {options.MaxDocumentBytes}";
            return false;
        }

        bool isClean = Utf8.IsValid(document.Span);
        if (!isClean)
            document = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(document.Span));
        if (!draft.TryRead(document, bounds))
        {
            Problem = draft.Tape.Problem is null ? draft.Problem : $"{draft.Problem} (at byte {draft.Tape.ProblemAt + 1})";
            return false;
        }

        ClaimStamped(stamp);
        context.Begin(received);
        context.Sender = stamp.Id;
        _ = EventFormats.Normalise(draft, context);
        SetTime(received, receivedText);
        SetStream(stream);

        draft.SetText("event.ingested"u8, receivedText);
        if (stamp.Agency.Length > 0)
            draft.SetText("organization.id"u8, stamp.Agency);
        if (stamp.AgentId is not null)
            draft.SetText("agent.id"u8, stamp.AgentId);
        if (stamp.Sender.IsQuarantined)
            draft.SetJson("huesoc.agent.quarantined"u8, "true"u8);
        if (stamp.KeyName is not null)
            draft.SetText("huesoc.key.name"u8, stamp.KeyName);
        if (!isClean)
            draft.SetText("huesoc.encoding.note"u8, "invalid_utf8_replaced"u8);
        stored = draft.Finish();
        return true;
    }

    private void ClaimStamped(SenderStamp stamp)
    {
        draft.Claim("event.ingested"u8);
        draft.Claim("organization.id"u8);
        if (stamp.AgentId is null)
        {
            // Nothing under the server's own name is a shipper's to say.
            draft.Claim("huesoc"u8);
            return;
        }

        draft.Claim("agent.id"u8);
        draft.Claim("huesoc.agent"u8);
        draft.Claim("huesoc.claimed"u8);
        draft.Claim("huesoc.key"u8);
        draft.Claim("huesoc.time"u8);
    }

    private void SetTime(DateTimeOffset received, ReadOnlySpan<byte> receivedText)
    {
        const int LongestClaim = 128;
        ReadOnlySpan<byte> note = default;
        DateTimeOffset? time = null;
        bool zoneAssumed = false;
        bool hasText = draft.TryGetText("@timestamp"u8, out ReadOnlySpan<byte> text);
        int first = draft.Find("@timestamp"u8);
        if (hasText)
        {
            if (WrittenTime.TryParse(text, out WrittenTime written))
            {
                time = written.In(zone);
                zoneAssumed = written.Offset is null;
            }
            else
            {
                time = Epoch(text);
            }

            note = time is null ? "unreadable"u8 : default;
        }
        else if (first >= 0)
        {
            note = "unreadable"u8;
            text = draft.Tape.Raw(draft.Tape[first]);
        }

        if (time is null && context.Time is { } said)
        {
            time = said;
            zoneAssumed = context.ZoneAssumed;
        }

        if (time is { } claimed && claimed - received > options.MaxFuture)
        {
            note = "future"u8;
            time = null;
            if (first < 0)
                text = UtcText.Write(claimed);
        }
        else if (time is null && note.IsEmpty)
        {
            note = "absent"u8;
        }
        else if (zoneAssumed && note.IsEmpty)
        {
            note = "zone_assumed"u8;
        }

        Timestamp = time ?? received;
        if (first >= 0)
        {
            // The first one has been read; what others say is only a claim.
            draft.RemoveAt(first);
            draft.Claim("@timestamp"u8);
        }

        draft.SetText("@timestamp"u8, time is null ? receivedText : UtcText.Write(Timestamp, stackalloc byte[UtcText.MaxLength]));
        if (note.IsEmpty)
            return;
        draft.SetText("huesoc.time.note"u8, note);
        if (!text.IsEmpty)
            draft.SetText("huesoc.time.claimed"u8, text.Length <= LongestClaim ? text : Cut(text, LongestClaim));
    }

    private void SetStream(DataStreamName? stream)
    {
        if (draft.TryGetText("data_stream.dataset"u8, out ReadOnlySpan<byte> dataset))
        {
            draft.Offer("event.dataset"u8, dataset);
        }
        else if (stream is { } name)
        {
            draft.Offer("event.dataset"u8, name.Dataset);
            draft.Offer("data_stream.type"u8, "logs"u8);
            draft.Offer("data_stream.dataset"u8, name.Dataset);
            draft.Offer("data_stream.namespace"u8, name.Namespace);
        }
    }

    // Elasticsearch's other default date format: milliseconds since 1970.
    private static DateTimeOffset? Epoch(ReadOnlySpan<byte> text)
    {
        int dot = text.IndexOf((byte)'.');
        ReadOnlySpan<byte> whole = dot < 0 ? text : text[..dot];
        if (dot >= 0 && (dot == text.Length - 1 || text[(dot + 1)..].ContainsAnyExceptInRange((byte)'0', (byte)'9')))
            return null;
        return whole.Length is > 4 and <= 16
            && long.TryParse(whole, System.Globalization.NumberStyles.AllowLeadingSign, provider: null, out long milliseconds)
            && milliseconds is >= -62_135_596_800_000 and <= 253_402_300_799_999
                ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
                : null;
    }

    private static ReadOnlySpan<byte> Cut(ReadOnlySpan<byte> text, int length)
    {
        while (length > 0 && (text[length] & 0xC0) == 0x80)
            length--;
        return text[..length];
    }
}
