using HueSoc.Events.Normalisers;
using HueSoc.Events.Normalisers.Windows;

namespace HueSoc.Events.Logs;

/// <summary>
/// Makes events of the records of log files: one line of ECS JSON each. A record of whatever bytes gives an event.
/// Used again and again by one thread; what it gives is valid until the next record.
/// </summary>
/// <param name="zone">The zone of clocks that do not name theirs.</param>
/// <param name="constants">What every event says of its machine; null for nothing.</param>
public sealed class LogNormaliser(TimeZoneInfo zone, ConstantFields? constants = null)
{
    private static readonly byte[] EmptyDocument = "{}"u8.ToArray();
    private static readonly JsonBounds Bounds = new();

    private readonly EventDraft draft = new();
    private readonly NormaliserContext context = new(zone) { ScriptBlocks = new ScriptBlocks() };
    private readonly RecordText cleaner = new();
    private readonly ByteSink document = new();
    private readonly EncodedText path = new();
    private readonly EncodedText dataset = new();
    private readonly EncodedText module = new();

    /// <summary>
    /// How many bytes of JSON an event has at most, at least 512 KiB. A record whose fields would take more gives an event of itself alone,
    /// in <c>event.original</c>: with every byte escaped that is six times the record.
    /// </summary>
    public int LongestEvent { get; init; } = int.MaxValue;

    /// <summary>When the last event happened, as it says; when it was read, if it does not.</summary>
    public DateTimeOffset Timestamp { get; private set; }

    /// <summary><c>event.dataset</c> of the last event, <c>generic</c> when nothing is known of it. Valid until the next record.</summary>
    public ReadOnlySpan<byte> Dataset =>
        draft.TryGetAdded("event.dataset"u8, out ReadOnlySpan<byte> json) ? json.Length > 2 && !json.Contains((byte)'\\') ? json[1..^1] : LogReading.Generic
        : draft.TryGetText("event.dataset"u8, out ReadOnlySpan<byte> text) && !text.IsEmpty ? text
        : LogReading.Generic;

    /// <summary>Makes an event of a record.</summary>
    /// <param name="reading">The reading of the file it is from.</param>
    /// <param name="text">The record without its line end; UTF-8, but for what is broken.</param>
    /// <param name="origin">Where it is from.</param>
    /// <param name="read">When it was read: its time when it names none, and what its missing year is judged by.</param>
    /// <returns>One line of JSON, valid until the next record; empty for a directive, which is no event.</returns>
    public ReadOnlySpan<byte> Normalise(LogReading reading, ReadOnlySpan<byte> text, in LogOrigin origin, DateTimeOffset read)
    {
        bool escaped = false;
        ReadOnlySpan<byte> record = reading.IsBinary ? text : cleaner.Clean(text, out escaped);
        context.Begin(read);
        if (reading.ReadsDocuments && TryReadDocument(record))
            return Bounded(FinishDocument(reading, origin, read, escaped), reading, record, escaped, origin, read);
        BeginEvent();
        RecordOutcome outcome = reading.Read(record, draft, context);
        if (outcome == RecordOutcome.Directive)
            return default;

        WriteTimes(read);
        if (reading.IsBinary && outcome == RecordOutcome.Unknown)
            record = cleaner.Clean(text, out escaped);
        if (reading.KeepsOriginal || outcome == RecordOutcome.Unknown)
        {
            draft.AddText("event.original"u8, record);
            draft.Offer("message"u8, record);
        }

        if (origin.Module is { } givenModule)
            draft.SetText("event.module"u8, module.Of(givenModule));
        return Bounded(EndEvent(reading, origin, escaped), reading, record, escaped, origin, read);
    }

    private ReadOnlySpan<byte> Bounded(ReadOnlySpan<byte> json, LogReading reading, ReadOnlySpan<byte> record, bool escaped, in LogOrigin origin, DateTimeOffset read)
    {
        if (json.Length <= LongestEvent)
            return json;
        record = cleaner.Clean(record, out bool binary);
        BeginEvent();
        WriteTimes(read);
        draft.AddText("event.original"u8, record);
        draft.SetText("huesoc.normaliser.note"u8, "fields_too_large"u8);
        return EndEvent(reading, origin, escaped || binary);
    }

    private void BeginEvent()
    {
        _ = draft.TryRead(EmptyDocument, Bounds);

        // The first field added is written first, and people look for the time there.
        draft.AddJson("@timestamp"u8, "null"u8);
        constants?.WriteTo(draft);
    }

    private ReadOnlySpan<byte> EndEvent(LogReading reading, in LogOrigin origin, bool escaped)
    {
        if (origin.Dataset is { } givenDataset)
            draft.SetText("event.dataset"u8, dataset.Of(givenDataset));
        draft.Offer("event.dataset"u8, reading.Dataset);
        draft.Offer("event.kind"u8, "event"u8);
        WriteModule();
        WriteOrigin(origin);
        if (escaped)
            draft.SetText("huesoc.encoding.note"u8, "invalid_bytes_escaped"u8);
        return draft.Finish();
    }

    private bool TryReadDocument(ReadOnlySpan<byte> record)
    {
        document.Clear();
        document.Write(record);
        return draft.TryRead(document.WrittenMemory, Bounds);
    }

    // What the document says itself stays; it gets what it lacks.
    private ReadOnlySpan<byte> FinishDocument(LogReading reading, in LogOrigin origin, DateTimeOffset read, bool escaped)
    {
        _ = EventFormats.Normalise(draft, context);
        constants?.OfferTo(draft);
        Span<byte> space = stackalloc byte[UtcText.MaxLength];
        bool saysTime = draft.TryGetText("@timestamp"u8, out ReadOnlySpan<byte> said) && WrittenTime.TryParse(said, out WrittenTime written)
            && (Timestamp = written.In(context.Zone)) != default;
        if (!saysTime)
        {
            Timestamp = context.Time ?? read;
            draft.SetText("@timestamp"u8, UtcText.Write(Timestamp, space));
        }

        draft.Offer("event.created"u8, UtcText.Write(read, space));
        if (origin.Module is { } givenModule)
            draft.SetText("event.module"u8, module.Of(givenModule));
        if (origin.Dataset is { } givenDataset)
            draft.SetText("event.dataset"u8, dataset.Of(givenDataset));
        else if (draft.TryGetText("data_stream.dataset"u8, out ReadOnlySpan<byte> streamed))
            draft.Offer("event.dataset"u8, streamed);
        draft.Offer("event.dataset"u8, reading.Dataset);
        if (origin.Path is { } file)
            draft.Offer("log.file.path"u8, path.Of(file));
        if (origin.Offset is { } offset)
            draft.Offer("log.offset"u8, offset);
        if (escaped)
            draft.SetText("huesoc.encoding.note"u8, "invalid_bytes_escaped"u8);
        return draft.Finish();
    }

    private void WriteTimes(DateTimeOffset read)
    {
        Span<byte> space = stackalloc byte[UtcText.MaxLength];
        Timestamp = context.Time ?? read;
        draft.AddText("@timestamp"u8, UtcText.Write(Timestamp, space));
        draft.AddText("event.created"u8, UtcText.Write(read, space));
        if (context.ZoneAssumed)
            draft.Offer("event.timezone"u8, OffsetText(context.Zone.GetUtcOffset(Timestamp), space));
    }

    // A dataset is named after its module: system.auth.
    private void WriteModule()
    {
        ReadOnlySpan<byte> name = Dataset;
        int dot = name.IndexOf((byte)'.');
        if (dot > 0)
            draft.Offer("event.module"u8, name[..dot]);
    }

    private void WriteOrigin(in LogOrigin origin)
    {
        if (origin.Path is { } file)
            draft.SetText("log.file.path"u8, path.Of(file));
        if (origin.Offset is { } offset)
            draft.SetJson("log.offset"u8, JsonStrings.Number(offset, stackalloc byte[24]));
        ReadOnlySpan<byte> flags = FlagsJson(origin.Flags);
        if (!flags.IsEmpty)
            draft.SetJson("log.flags"u8, flags);
    }

    private static ReadOnlySpan<byte> FlagsJson(LogFlags flags) => flags switch
    {
        LogFlags.None => default,
        LogFlags.Split => "[\"split\"]"u8,
        LogFlags.Unfinished => "[\"unfinished\"]"u8,
        LogFlags.Multiline => "[\"multiline\"]"u8,
        LogFlags.Split | LogFlags.Unfinished => "[\"split\",\"unfinished\"]"u8,
        LogFlags.Split | LogFlags.Multiline => "[\"split\",\"multiline\"]"u8,
        LogFlags.Unfinished | LogFlags.Multiline => "[\"unfinished\",\"multiline\"]"u8,
        _ => "[\"split\",\"unfinished\",\"multiline\"]"u8,
    };

    // As ECS has it: +07:00.
    private static ReadOnlySpan<byte> OffsetText(TimeSpan offset, Span<byte> space)
    {
        int minutes = (int)Math.Abs(offset.TotalMinutes);
        space[0] = offset < TimeSpan.Zero ? (byte)'-' : (byte)'+';
        space[1] = (byte)('0' + (minutes / 600));
        space[2] = (byte)('0' + (minutes / 60 % 10));
        space[3] = (byte)':';
        space[4] = (byte)('0' + (minutes % 60 / 10));
        space[5] = (byte)('0' + (minutes % 10));
        return space[..6];
    }
}
