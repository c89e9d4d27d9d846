using HueSoc.Events.Logs.Programs;
using HueSoc.Events.Normalisers;

namespace HueSoc.Events.Logs.Journald;

/// <summary>
/// Makes an event of each record of the journal, with the names of Filebeat's journald input and system module. Every field of the record is in the event,
/// so the record itself is not kept beside it.
/// </summary>
/// <param name="isExport">Whether records are of the export format; else JSON.</param>
internal sealed class JournaldReading(bool isExport) : LogReading
{
    private readonly JournalFields fields = new();
    private readonly ByteSink path = new();
    private readonly ByteSink json = new();

    public override bool IsBinary => isExport;

    public override bool KeepsOriginal => false;

    public override ReadOnlySpan<byte> Dataset => "system.syslog"u8;

    public override RecordOutcome Read(ReadOnlySpan<byte> record, EventDraft draft, NormaliserContext context)
    {
        record = isExport ? record.Trim("\n"u8) : record.Trim(" \t\r\n\0"u8);
        if (record.IsEmpty)
            return RecordOutcome.Directive;
        if (!(isExport ? JournalExport.TryRead(record, fields) : JournalJson.TryRead(record, fields)))
            return RecordOutcome.Unknown;
        AddTime(context);
        for (int index = 0; index < fields.Count; index++)
            AddField(draft, index);
        JournalProcess.Add(draft, fields);
        AddEvent(draft);
        return RecordOutcome.Event;
    }

    // Microseconds since 1970, by the clock of the journal; that of the source may be anyone's.
    private void AddTime(NormaliserContext context)
    {
        ReadOnlySpan<byte> text = fields.Find("__REALTIME_TIMESTAMP"u8);
        if (text.IsEmpty)
            text = fields.Find("_SOURCE_REALTIME_TIMESTAMP"u8);
        if (TryNumber(text, out long micros) && micros is >= 0 and < 253402300800_000000)
            context.OfferTime(new WrittenTime(DateTime.UnixEpoch.AddTicks(micros * TimeSpan.TicksPerMicrosecond), TimeSpan.Zero));
    }

    private void AddEvent(EventDraft draft)
    {
        draft.AddText("event.kind"u8, "event"u8);
        draft.AddText("event.module"u8, "system"u8);

        // What goes to /var/log/auth.log or secure: auth and authpriv.
        int facility = TryNumber(fields.Find("SYSLOG_FACILITY"u8), out long code) && code is >= 0 and < 24 ? (int)code : -1;
        int severity = TryNumber(fields.Find("PRIORITY"u8), out long level) && level is >= 0 and < 8 ? (int)level : -1;
        draft.Offer("message"u8, "-"u8);
        draft.OfferTexts("related.hosts"u8, fields.Find("_HOSTNAME"u8));
        bool isAuth = ProgramMessages.Read(draft, fields.Find("SYSLOG_IDENTIFIER"u8), fields.Find("MESSAGE"u8)) || facility is 4 or 10;
        draft.AddText("event.dataset"u8, isAuth ? "system.auth"u8 : Dataset);
        SyslogNames.Add(draft, facility, severity);
        if (fields.Escaped)
            draft.SetText("huesoc.encoding.note"u8, "invalid_bytes_escaped"u8);
    }

    private void AddField(EventDraft draft, int index)
    {
        ReadOnlySpan<byte> name = fields.Name(index);
        if (name.StartsWith("__"u8) || IsRepetition(index))
            return;
        JournalPlace? place = JournalPlace.Of(name);
        bool many = IsRepeated(index);
        if (place is not null)
        {
            if (place.Path.IsEmpty || TryAddAt(draft, place, fields.Value(index)) && !many)
                return;
        }

        path.Clear();
        path.Write("journald.custom."u8);
        foreach (byte b in name.TrimStart((byte)'_'))
            path.Write(b is >= (byte)'A' and <= (byte)'Z' ? (byte)(b | 0x20) : b);
        if (path.Length == "journald.custom.".Length)
            return;
        if (many)
            AddMany(draft, index);
        else
            draft.Offer(path.Written, fields.Value(index));
    }

    // A number may be followed by a name: "1234,root".
    private static bool TryAddAt(EventDraft draft, JournalPlace place, ReadOnlySpan<byte> value)
    {
        if (!place.IsNumber)
        {
            draft.Offer(place.Path, value);
            return true;
        }

        int comma = value.IndexOf((byte)',');
        if (!TryNumber(comma < 0 ? value : value[..comma], out long number))
            return false;
        draft.Offer(place.Path, number);
        return true;
    }

    private void AddMany(EventDraft draft, int first)
    {
        if (draft.Has(path.Written))
            return;
        json.Clear();
        json.Write((byte)'[');
        for (int index = first; index < fields.Count; index++)
        {
            if (!fields.Name(index).SequenceEqual(fields.Name(first)))
                continue;
            json.Write(json.Length > 1 ? ",\""u8 : "\""u8);
            JsonStrings.Escape(json, fields.Value(index));
            json.Write((byte)'"');
        }

        json.Write((byte)']');
        draft.AddJson(path.Written, json.Written);
    }

    private bool IsRepetition(int index)
    {
        for (int before = 0; before < index; before++)
        {
            if (fields.Name(before).SequenceEqual(fields.Name(index)))
                return true;
        }

        return false;
    }

    private bool IsRepeated(int index)
    {
        for (int after = index + 1; after < fields.Count; after++)
        {
            if (fields.Name(after).SequenceEqual(fields.Name(index)))
                return true;
        }

        return false;
    }

    private static bool TryNumber(ReadOnlySpan<byte> text, out long number) =>
        System.Buffers.Text.Utf8Parser.TryParse(text, out number, out int length) && length == text.Length;
}
