namespace HueSoc.Events.Readers;

/// <summary>
/// Reads the objects of a JSON array as events, and also objects that follow one another without an array, over any number of
/// lines each, as tools that print prettily write them. The elements are counted from 1 over the whole source.
/// </summary>
public sealed class JsonArrayReader : EventReader
{
    private readonly BatchFiller filler;
    private readonly ElementGap gap = new();
    private ElementScanner scanner;
    private bool inElement;
    private bool isObject;
    private bool outsized;
    private bool finished;

    /// <summary>Reads a stream of plain bytes.</summary>
    /// <param name="stream">The array, in UTF-8, or in UTF-16 with a byte order mark. The reader closes it.</param>
    /// <param name="options">The bounds.</param>
    public JsonArrayReader(Stream stream, EventReaderOptions options)
        : this(new SourceBytes(stream, gzip: false, options), options)
    {
    }

    internal JsonArrayReader(SourceBytes source, EventReaderOptions options) => filler = new BatchFiller(source, options);

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
            start = TakeElements(batch, scanned);
            if (filler.Ended)
            {
                TakeEnd(batch);
                start = filler.End;
                break;
            }

            if (start > 0)
                break;
            scanned = filler.End;
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

    // Adds the elements that end in the buffer, which is scanned already up to `at`. Returns where the unfinished one begins.
    private int TakeElements(EventBatch batch, int at)
    {
        ReadOnlySpan<byte> bytes = batch.Buffer.AsSpan(0, filler.End);
        int start = 0;
        while (at < bytes.Length)
        {
            if (!inElement)
            {
                at += gap.Take(bytes[at..], batch, out inElement);
                if (!inElement)
                    break;
                start = at;
                scanner = default;
                isObject = bytes[at] == '{';
                outsized = false;
            }

            ElementEnd end = scanner.Scan(bytes[at..], out int taken);
            at += taken;
            outsized |= at - start > filler.MaxEventBytes;
            if (end == ElementEnd.NotYet)
                break;
            inElement = false;
            if (end == ElementEnd.Broken)
                gap.Resume(bytes[start..at]);
            Add(batch, new EventSlice(start, at - start, gap.Element), end);
        }

        return inElement && isObject && !outsized ? start : filler.End;
    }

    private void Add(EventBatch batch, EventSlice slice, ElementEnd end)
    {
        if (!isObject)
            batch.Add(new ReadProblem(slice.Record, "the element is not an object"));
        else if (end == ElementEnd.Broken || scanner.Mismatched)
            batch.Add(new ReadProblem(slice.Record, "the element is not JSON: it is cut off or its brackets do not match"));
        else if (outsized)
            batch.Add(new ReadProblem(slice.Record, $"the element is longer than {filler.MaxEventBytes} bytes and was skipped"));
        else
            batch.Add(slice);
    }

    private void TakeEnd(EventBatch batch)
    {
        finished = true;
        if (filler.Fault is { } fault)
            batch.Add(new ReadProblem(0, fault));
        else if (inElement)
            batch.Add(new ReadProblem(gap.Element, "the source ends inside of the element"));
        else if (gap.InArray)
            batch.Add(new ReadProblem(0, "the source ends before the array does"));
    }
}
