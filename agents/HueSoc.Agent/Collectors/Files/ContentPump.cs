using System.Globalization;
using HueSoc.Fleet.Configuration;

namespace HueSoc.Agent.Collectors.Files;

/// <summary>Makes records of the bytes of contents.</summary>
internal sealed class ContentPump
{
    private const int Before = ContentFingerprint.MaxBytes;
    private const int NulPieces = 64;

    private readonly SourceConfiguration source;
    private readonly TimeProvider time;
    private readonly LogFiles files;
    private readonly ContentBook book;
    private readonly ContentReadings readings;
    private readonly byte[] buffer;
    private readonly int chunk;
    private readonly Utf16Text utf16 = new();

    public ContentPump(SourceConfiguration source, FileSettings settings, TimeProvider time, LogFiles files, ContentBook book)
    {
        this.source = source;
        this.time = time;
        this.files = files;
        this.book = book;
        readings = new ContentReadings(source);
        chunk = ChunkBytes(source, settings);
        buffer = new byte[Before + chunk];
    }

    /// <summary>How many bytes are read at once at most, with those before them.</summary>
    public static int WindowBytes(SourceConfiguration source, FileSettings settings) => Before + ChunkBytes(source, settings);

    /// <summary>Whether it is worth reading on.</summary>
    public bool HasMore(LogContent content, LogFile file) =>
        content.Waits
        || (file.Facts.Size != content.SeenEnd && (file.IsGzip || file.Facts.Size > content.Offset))
        || (content.ReadTo > content.Offset && IsQuiet(file));

    /// <summary>Reads a piece and gives its records out.</summary>
    /// <param name="content">The content.</param>
    /// <param name="file">Its holder.</param>
    /// <param name="sink">Where the records go.</param>
    /// <param name="mode">What may be made a record of.</param>
    /// <param name="bytes">How many bytes were read.</param>
    public PumpOutcome Read(LogContent content, LogFile file, IRecordSink sink, CutMode mode, out long bytes)
    {
        content.Waits = false;
        bytes = 0;
        long at = content.Offset;
        int before = (int)Math.Min(Before, at);
        int got = files.Read(file, at - before, buffer.AsSpan(Before - before, before + chunk)) - before;
        if (got + before == GzipReader.Later)
            return PumpOutcome.Later;
        if (got < 0)
            return PumpOutcome.End;
        bytes = got;

        // Only now: what was overwritten before it was read shows in the bytes before it.
        if (!file.IsGzip && book.Comparison.IsIn(file, content) is var same && same != true)
            return same is null ? PumpOutcome.End : PumpOutcome.Replaced;
        ReadOnlySpan<byte> data = buffer.AsSpan(Before, got);
        if (mode == CutMode.Whole && IsQuiet(file))
            mode = CutMode.Idle;
        if (!readings.Know(content, buffer.AsSpan(Before - before, before), data, mode, utf16))
            return End(content, file, at + got);
        TakeHead(content, at, before, got);
        TakeMarks(content, at, before, got);
        if (content.MustSave && !book.Save(content, sink))
            return Full(content);
        int start = at == 0 ? Before + Math.Min(got, ContentReadings.MarkBytes(content)) : Before;
        bool taken = Cut(content, sink, mode, at - Before, ref start, Before + got);
        if (content.Offset > at)
            TakeTail(content, start);
        content.KnownSize = Math.Max(content.KnownSize, at + got);
        content.HolderSize = Math.Max(content.HolderSize, file.IsGzip ? 0 : at + got);
        if (!taken)
            return Full(content);
        if (got < chunk)
            return End(content, file, at + got);
        if (content.Offset > at)
            return PumpOutcome.More;

        // A whole piece without any record is nothing but NULs.
        return SkipNuls(content, file, sink, at + got);
    }

    private static int ChunkBytes(SourceConfiguration source, FileSettings settings)
    {
        // Any record that a framing may want to see must fit, with its end and, of several lines, the next one.
        int record = source.MaxLineBytes + 64;
        return Math.Max(settings.ChunkBytes, source.Multiline is null ? record : 2 * record);
    }

    private static PumpOutcome Full(LogContent content)
    {
        content.Waits = true;
        return PumpOutcome.Full;
    }

    private static PumpOutcome End(LogContent content, LogFile file, long readTo)
    {
        content.ReadTo = readTo;
        content.SeenEnd = file.IsGzip ? file.Facts.Size : readTo;
        content.MustSave |= file.IsGzip;
        return PumpOutcome.End;
    }

    private bool IsQuiet(LogFile file) =>
        source.Multiline is { } multiline && files.IsIdle(file, TimeSpan.FromSeconds(multiline.IdleSeconds));

    private bool Cut(LogContent content, IRecordSink sink, CutMode mode, long origin, ref int start, int end)
    {
        while (content.Framing!.TryCut(buffer.AsSpan(start, end - start), content.Middle == true, mode, out RecordCut cut))
        {
            SourcePosition position = new(origin + start);
            SourcePosition after = new(origin + start + cut.Consumed, Near(origin, start + cut.Consumed));
            ReadOnlySpan<byte> raw = buffer.AsSpan(start, cut.Length);
            bool taken = cut.Nuls ? TellNuls(content, sink, position, after) : sink.TryAdd(new CollectedRecord
            {
                Source = content.Source,
                Generation = content.Generation,
                Position = position,
                After = after,
                Raw = raw,
                Text = content.Encoding == LogEncoding.Utf8 ? default : utf16.Decode(raw, content.Encoding == LogEncoding.Utf16Big),
                Marks = cut.Marks,
                Path = content.Path,
                SourceName = source.Name,
                Reading = content.Reading!,
            });
            if (!taken)
                return false;
            start += cut.Consumed;
            content.Offset = after.Offset;
            content.Middle = (cut.Marks & (RecordMarks.Split | RecordMarks.Unfinished)) != 0;
            if (content.Reading!.State is { } state && state != content.ReadingState)
            {
                // A record that changes how the next ones are read is saved together with that.
                content.ReadingState = state;
                content.MustSave = true;
                TakeTail(content, start);
                if (!book.Save(content, sink))
                    return false;
            }
        }

        return true;
    }

    // The position of every record says what is before it: what is saved of the content may be older than that.
    private string Near(long origin, int end)
    {
        int length = (int)Math.Min(ContentFingerprint.NearBytes, origin + end);
        return ContentFingerprint.Of(buffer.AsSpan(end - length, length)).ToString("x16", CultureInfo.InvariantCulture);
    }

    private void TakeHead(LogContent content, long at, int before, int got)
    {
        if (content.Head.Length == ContentFingerprint.MaxBytes || at != before || before + got <= content.Head.Length)
            return;
        content.Head = buffer.AsSpan(Before - before, Math.Min(before + got, ContentFingerprint.MaxBytes)).ToArray();
        content.MustSave = true;
    }

    private void TakeMarks(LogContent content, long at, int before, int got)
    {
        while (content.Marks.Length < ContentMarks.Most)
        {
            long place = ContentMarks.Place(content.Marks.Length);
            if (place > at + got || place - ContentMarks.Bytes < at - before)
                return;
            int end = (int)(place - at) + Before;
            content.Marks = [.. content.Marks, ContentFingerprint.Of(buffer.AsSpan(end - ContentMarks.Bytes, ContentMarks.Bytes))];
            content.MustSave = true;
        }
    }

    private void TakeTail(LogContent content, int start)
    {
        int length = (int)Math.Min(Before, content.Offset);
        content.Tail = ContentFingerprint.Of(buffer.AsSpan(start - length, length));
        content.TailAt = content.Offset;
        content.TailBytes = ContentFingerprint.MaxBytes;
    }

    // They may be many, and a hole in the file takes no time at all.
    private PumpOutcome SkipNuls(LogContent content, LogFile file, IRecordSink sink, long from)
    {
        if (buffer.AsSpan(Before).ContainsAnyExcept((byte)0))
            return End(content, file, from);
        long at = Math.Max(from, content.NulsTo);
        for (int piece = 0; piece < NulPieces; piece++)
        {
            at = files.NextData(file, at);
            int got = files.Read(file, at, buffer.AsSpan(Before));
            if (got < 0)
                return got == GzipReader.Later ? PumpOutcome.Later : PumpOutcome.End;
            int some = buffer.AsSpan(Before, got).IndexOfAnyExcept((byte)0);
            if (some >= 0)
            {
                long to = at + some;
                if (content.Encoding != LogEncoding.Utf8)
                    to &= ~1L;
                if (!file.IsGzip && book.Comparison.IsIn(file, content) is var same && same != true)
                    return same is null ? PumpOutcome.End : PumpOutcome.Replaced;
                if (!TellNuls(content, sink, new SourcePosition(content.Offset), new SourcePosition(to)))
                    return Full(content);
                content.Offset = to;
                content.Middle = false;
                content.NulsTo = 0;
                book.Comparison.TakeTail(content, file);
                return PumpOutcome.More;
            }

            at += got;
            content.NulsTo = at;
            if (got < chunk)
                return End(content, file, at);
        }

        return PumpOutcome.Later;
    }

    private bool TellNuls(LogContent content, IRecordSink sink, SourcePosition position, SourcePosition after) => sink.TryAdd(new SourceNotice
    {
        Action = "log-gap",
        Source = content.Source,
        Generation = content.Generation,
        Position = position,
        After = after,
        Path = content.Path,
        SourceName = source.Name,
        Message = string.Create(CultureInfo.InvariantCulture, $"{after.Offset - position.Offset} NUL bytes were left out: a writer leaves them that does not notice that its file was truncated"),
    });
}
