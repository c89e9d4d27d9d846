namespace HueSoc.Agent.Spool;

/// <summary>Reads the committed events of a spool in their order. For one thread.</summary>
internal sealed class SpoolReader : IDisposable
{
    private readonly SegmentList _segments;
    private readonly FrameScanner _scanner;
    private readonly FrameScanner _again;
    private readonly FrameTexts _texts = new();
    private Segment? _segment;
    private long _end;
    private long _batchEnd;
    private BatchHeader _batch;
    private long _after;
    private long _againNumber = -1;

    /// <param name="segments">The segments.</param>
    public SpoolReader(SegmentList segments)
    {
        _segments = segments;
        _scanner = new FrameScanner(segments.Disk);
        _again = new FrameScanner(segments.Disk, window: 16 << 10);
        Next = segments.Acknowledged;
    }

    /// <summary>The ordinal of the next event: everything with a smaller one was read or is lost.</summary>
    public long Next { get; private set; }

    /// <summary>Reads the next event.</summary>
    /// <param name="record">The event; its bytes are valid until the next call.</param>
    /// <returns>False when there is none at present.</returns>
    public bool TryRead(out SpoolRecord record)
    {
        record = default;
        while (_segment is not null || Open())
        {
            try
            {
                if (TryReadSegment(out record))
                    return true;
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                _segments.Damage.Unreadable();
                if (!_segments.Extent(_segment!).IsSealed)
                {
                    _scanner.MoveTo(_end);
                    return false;
                }

                Leave();
                continue;
            }

            (long length, bool isSealed) = _segments.Extent(_segment!);
            if (length > _end)
                _end = length;
            else if (!isSealed)
                return false;
            else
                Leave();
        }

        return false;
    }

    /// <summary>Reads an event again that was read before and is not acknowledged; its data stream is left empty.</summary>
    /// <returns>False when its bytes are no longer right; it is then counted as lost.</returns>
    /// <exception cref="IOException">It cannot be read now.</exception>
    /// <exception cref="UnauthorizedAccessException">It cannot be read now.</exception>
    public bool TryReadAgain(SpoolPlace place, out SpoolRecord record)
    {
        record = default;
        if (_againNumber != place.Segment)
        {
            _againNumber = -1;
            if (_segments.Find(place.Segment - 1, place.Ordinal) is not { } segment || segment.Number != place.Segment)
                return false;

            _again.Begin(_segments.Disk.OpenToRead(segment.Path), place.Offset);
            _againNumber = place.Segment;
        }

        if (!_again.TryAt(place.Offset, long.MaxValue, out ReadOnlySpan<byte> payload) || !EventFrame.TryRead(payload, texts: null, out EventFrame frame))
        {
            _segments.Damage.Skip(1);
            _segments.Damage.Lose(1);
            return false;
        }

        record = new SpoolRecord { Place = place, Id = frame.Id, DataStream = string.Empty, Document = frame.Document };
        return true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _scanner.Dispose();
        _again.Dispose();
    }

    private bool Open()
    {
        while (_segments.Find(_after, Next) is { } segment)
        {
            try
            {
                _scanner.Begin(_segments.Disk.OpenToRead(segment.Path), 0);
                _segment = segment;
                _end = _segments.Extent(segment).Length;
                _batchEnd = 0;
                return true;
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                _segments.Damage.Unreadable();
                _after = segment.Number;
            }
        }

        return false;
    }

    private void Leave()
    {
        _scanner.Close();
        _after = _segment!.Number;
        _segment = null;
    }

    private bool TryReadSegment(out SpoolRecord record)
    {
        record = default;
        while (_scanner.TryNext(_end, out ReadOnlySpan<byte> payload))
        {
            if (_scanner.BadAt >= 0)
                Skip(_scanner.FrameAt);

            if (BatchHeader.Read(payload) is { } header)
                Begin(header);
            else if (_scanner.FrameAt < _batchEnd && TryTake(payload, out record))
                return true;
        }

        if (_scanner.BadAt >= 0)
        {
            Skip(_end);
            _scanner.MoveTo(_end);
        }

        return false;
    }

    private void Begin(BatchHeader header)
    {
        _segments.ReadTo(header.FirstOrdinal, header.Milliseconds);
        _batch = header;
        _batchEnd = _scanner.FrameAt + header.Bytes;
        _texts.Clear();
    }

    private bool TryTake(ReadOnlySpan<byte> payload, out SpoolRecord record)
    {
        record = default;
        if (!EventFrame.TryRead(payload, _texts, out EventFrame frame))
        {
            // It may have numbered a text that later frames use.
            if ((FrameKind)payload[0] is FrameKind.State or FrameKind.Forget)
                new PayloadReader(payload, _texts).Text();

            return false;
        }

        long ordinal = _batch.FirstOrdinal + frame.Index;
        if (ordinal < Next)
            return false;

        long known = Math.Max(Next, _segments.Acknowledged);
        if (ordinal > known)
            _segments.Damage.Lose(ordinal - known);

        Next = ordinal + 1;
        record = new SpoolRecord
        {
            Place = new SpoolPlace(ordinal, _segment!.Number, _scanner.FrameAt),
            Id = frame.Id,
            DataStream = frame.DataStream,
            Document = frame.Document,
        };
        return true;
    }

    // What was passed over when the spool was opened is counted already.
    private void Skip(long to)
    {
        long number = _segment!.Number;
        bool isCounted = number <= _segments.RecoveredTo && (number, _scanner.BadAt).CompareTo(_segments.RecoveredFrom) >= 0;
        if (!isCounted)
            _segments.Damage.Skip(to - _scanner.BadAt);
    }
}
