namespace HueSoc.Events.Readers;

/// <summary>
/// Reads one event a line. Lines end with LF or CRLF; white space and NULs around a line, and a byte order mark before it,
/// are no part of it, and a line of nothing else is no event. A line need not be JSON: whoever parses it finds out.
/// </summary>
public sealed class JsonLinesReader : EventReader
{
    private const byte Open = (byte)'{';
    private const byte Close = (byte)'}';

    private readonly BatchFiller filler;
    private long line;
    private bool skipping;
    private bool finished;

    /// <summary>Reads a stream of plain bytes.</summary>
    /// <param name="stream">The lines, in UTF-8, or in UTF-16 with a byte order mark. The reader closes it.</param>
    /// <param name="options">The bounds.</param>
    public JsonLinesReader(Stream stream, EventReaderOptions options)
        : this(new SourceBytes(stream, gzip: false, options), options)
    {
    }

    internal JsonLinesReader(SourceBytes source, EventReaderOptions options) => filler = new BatchFiller(source, options);

    /// <inheritdoc/>
    public override bool TryRead(EventBatch batch)
    {
        if (finished)
        {
            batch.Clear();
            return false;
        }

        int scanned = filler.Begin(batch);
        int start;
        while (true)
        {
            start = TakeLines(batch, scanned);
            if (filler.Ended)
            {
                TakeLast(batch, start);
                start = filler.End;
                break;
            }

            // Some lines are done, or nothing is kept of what there is: the batch is good as it is.
            if (start > 0 || DropOutsized(batch, ref start))
                break;
            scanned = filler.End - start;
            filler.Extend(batch, start);
        }

        return filler.Finish(batch, start);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            filler.Dispose();
    }

    // Adds the lines that end in the buffer; no end of a line is before `scanned`. Returns where the unfinished line begins.
    private int TakeLines(EventBatch batch, int scanned)
    {
        ReadOnlySpan<byte> bytes = batch.Buffer.AsSpan(0, filler.End);
        int start = 0;
        int from = scanned;
        while (true)
        {
            int length = bytes[from..].IndexOf((byte)'\n');
            if (length < 0)
                return skipping ? filler.End : start;
            line++;
            if (skipping)
                skipping = false;
            else
                AddLine(batch, bytes, start, from + length);
            start = from = from + length + 1;
        }
    }

    private void TakeLast(EventBatch batch, int start)
    {
        finished = true;
        if (!skipping && start < filler.End)
        {
            line++;
            AddLine(batch, batch.Buffer, start, filler.End);
        }

        if (filler.Fault is { } fault)
            batch.Add(new ReadProblem(0, fault));
    }

    private void AddLine(EventBatch batch, ReadOnlySpan<byte> bytes, int start, int end)
    {
        // Nearly every line is an object and nothing else, but for a CR.
        if (start < end && bytes[end - 1] == '\r')
            end--;
        if (start >= end)
            return;
        if (bytes[start] != Open || bytes[end - 1] != Close)
        {
            (int skip, int length) = Blank.Trim(bytes[start..end]);
            if (length == 0)
                return;
            start += skip;
            end = start + length;
        }

        if (end - start <= filler.MaxEventBytes)
            batch.Add(new EventSlice(start, end - start, line));
        else
            AddOutsized(batch, line);
    }

    // For a line that fills the buffer: white space in front of it or after its largest allowed length is let go, and all of it
    // when it is too long. True when nothing of it is kept.
    private bool DropOutsized(EventBatch batch, ref int start)
    {
        (int skip, int length) = Blank.Trim(batch.Buffer.AsSpan(start, filler.End - start));
        if (length > filler.MaxEventBytes)
        {
            AddOutsized(batch, line + 1);
            skipping = true;
            start = filler.End;
            return true;
        }

        if (length == 0)
        {
            start = filler.End;
            return true;
        }

        start += skip;
        if (filler.End - start > filler.MaxEventBytes)
            filler.Cut(start + filler.MaxEventBytes);
        return false;
    }

    private void AddOutsized(EventBatch batch, long record) =>
        batch.Add(new ReadProblem(record, $"the line is longer than {filler.MaxEventBytes} bytes and was skipped"));
}
