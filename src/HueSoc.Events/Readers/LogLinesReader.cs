using HueSoc.Events.Logs;

namespace HueSoc.Events.Readers;

/// <summary>
/// Reads a log file as events: each line that is one becomes ECS as the agent would have made it. The record is the line, from 1;
/// lines about the file itself count, but are no events.
/// </summary>
internal sealed class LogLinesReader : EventReader
{
    private readonly SourceBytes source;
    private readonly LogReading reading;
    private readonly LogNormaliser normaliser;
    private readonly string path;
    private readonly DateTimeOffset read;
    private readonly int maxEventBytes;
    private readonly int batchBytes;
    private byte[] raw;
    private int start;
    private int end;
    private bool skipping;
    private bool finished;
    private long line;
    private long covered;

    /// <param name="source">The lines. The reader closes it.</param>
    /// <param name="format">What they are.</param>
    /// <param name="path">The file, as its events name it.</param>
    /// <param name="read">When it is taken to be read: what a missing year is judged by.</param>
    /// <param name="zone">The zone of clocks that do not name theirs.</param>
    /// <param name="options">The bounds.</param>
    public LogLinesReader(SourceBytes source, ILogFormat format, string path, DateTimeOffset read, TimeZoneInfo zone, EventReaderOptions options)
    {
        this.source = source;
        this.path = path;
        this.read = read;
        reading = format.Begin(null);
        normaliser = new LogNormaliser(zone);
        maxEventBytes = Math.Clamp(options.MaxEventBytes, 1, 1 << 30);
        batchBytes = Math.Clamp(options.BatchBytes, 1, 1 << 26);
        raw = new byte[Math.Min(batchBytes, 1 << 16)];
    }

    /// <inheritdoc/>
    public override bool TryRead(EventBatch batch)
    {
        batch.Clear();
        int written = 0;
        long before = covered;
        while (!finished && written < batchBytes && covered - before < batchBytes && batch.Problems.Length == 0)
        {
            int length = raw.AsSpan(start, end - start).IndexOf((byte)'\n');
            if (length >= 0)
            {
                TakeLine(batch, length, ref written);
                covered += length + 1;
                start += length + 1;
            }
            else if (!Fill(batch))
            {
                TakeLast(batch, ref written);
            }
        }

        batch.Bytes = covered - before;
        if (finished)
        {
            // What is no part of a line, such as a byte order mark, is covered at the end.
            batch.Bytes += source.Delivered - covered;
            covered = source.Delivered;
        }

        batch.FileBytesRead = source.FileBytesRead;
        return batch.Bytes > 0 || batch.Problems.Length > 0 || batch.Events.Length > 0;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            source.Dispose();
    }

    // Reads more of the unfinished line; of one that is too long only its end is looked for.
    private bool Fill(EventBatch batch)
    {
        if (end - start > maxEventBytes && !skipping)
        {
            batch.Add(TooLong(line + 1));
            skipping = true;
        }

        if (skipping)
        {
            covered += end - start;
            start = end = 0;
        }
        else if (start > 0)
        {
            raw.AsSpan(start, end - start).CopyTo(raw);
            end -= start;
            start = 0;
        }
        else if (end == raw.Length)
        {
            Array.Resize(ref raw, raw.Length * 2);
        }

        int got = source.Read(raw.AsSpan(end));
        end += got;
        return got > 0;
    }

    private void TakeLast(EventBatch batch, ref int written)
    {
        finished = true;
        if (end > start || skipping)
            TakeLine(batch, end - start, ref written);
        covered += end - start;
        start = end;
        if (source.Fault is { } fault)
            batch.Add(new ReadProblem(0, fault));
    }

    private void TakeLine(EventBatch batch, int length, ref int written)
    {
        line++;
        if (skipping)
        {
            skipping = false;
            return;
        }

        ReadOnlySpan<byte> text = raw.AsSpan(start, length).TrimEnd((byte)'\r');
        if (text.Length > maxEventBytes)
        {
            batch.Add(TooLong(line));
            return;
        }

        ReadOnlySpan<byte> json = normaliser.Normalise(reading, text, new LogOrigin { Path = path, Offset = covered }, read);
        if (json.IsEmpty)
            return;
        if (batch.Buffer.Length < written + json.Length)
        {
            byte[] larger = GC.AllocateUninitializedArray<byte>(Math.Max(Math.Max(written * 2, batchBytes), written + json.Length));
            batch.Buffer.AsSpan(0, written).CopyTo(larger);
            batch.Buffer = larger;
        }

        json.CopyTo(batch.Buffer.AsSpan(written));
        batch.Add(new EventSlice(written, json.Length, line));
        written += json.Length;
    }

    private ReadProblem TooLong(long record) => new(record, $"the line is longer than {maxEventBytes} bytes and was skipped");
}
