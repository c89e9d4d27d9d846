using HueSoc.Agent.Collectors;

namespace HueSoc.Agent.Spool;

/// <summary>Finds out, when a spool is opened, which segments there are, where they end and where the sources stand.</summary>
internal sealed class SpoolRecovery(ISpoolDisk disk, string folder, Snapshot snapshot, long acknowledged, SpoolDamage damage)
{
    private readonly FrameTexts _texts = new();
    private readonly HashSet<long> _unreadable = [];
    private readonly List<(Segment Segment, long Bytes)> _damageBetween = [];
    private BatchReplay? _batch;
    private long _lastBatch = snapshot.NextBatch - 1;

    /// <summary>The segments that hold something, in their order, all sealed.</summary>
    public List<Segment> Segments { get; private set; } = [];

    /// <summary>The sources.</summary>
    public SourceTable Sources { get; } = new();

    /// <summary>The ordinal of the next event.</summary>
    public long NextOrdinal { get; private set; } = Math.Max(snapshot.NextOrdinal, acknowledged);

    /// <summary>The number of the next batch.</summary>
    public long NextBatch => _lastBatch + 1;

    /// <summary>The largest number that a segment ever had.</summary>
    public long LastSegment { get; private set; } = Math.Max(0, snapshot.Segment - 1);

    /// <summary>Looks at everything.</summary>
    /// <exception cref="IOException">What must go cannot be cut off or deleted.</exception>
    public void Run()
    {
        foreach (SourceState state in snapshot.States)
            Sources.Save(state);

        Segments = Segment.In(folder);
        if (Segments.Count > 0)
            LastSegment = Math.Max(LastSegment, Segments[^1].Number);

        foreach (Segment segment in Segments)
            ReadHeader(segment);

        DropVoid();
        foreach (Segment segment in Segments)
        {
            if (segment.Number >= snapshot.Segment)
                Replay(segment);
        }

        CutTail();
        Sources.Commit();
        NumberEnds();
    }

    private void ReadHeader(Segment segment)
    {
        segment.IsSealed = true;
        try
        {
            using FrameScanner scanner = new(disk, window: 4 << 10);
            Microsoft.Win32.SafeHandles.SafeFileHandle file = disk.OpenToRead(segment.Path);
            scanner.Begin(file, 0);
            segment.Length = disk.Length(file);
            if (scanner.TryAt(0, segment.Length, out ReadOnlySpan<byte> payload)
                && SegmentHeader.Read(payload) is { } header && header.Number == segment.Number)
            {
                segment.Header = header;
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            MarkUnreadable(segment);
        }
    }

    // A segment whose first batch could not be brought to disk was given up, and the batch written to the next, which says so.
    private void DropVoid()
    {
        Segment? after = null;
        for (int at = Segments.Count - 1; at >= 0; at--)
        {
            Segment segment = Segments[at];
            if (after?.Header is { } header)
            {
                if (segment.Number > header.Before)
                {
                    Segments.RemoveAt(at);
                    disk.Delete(segment.Path);
                    continue;
                }

                if (segment.Number == header.Before && header.BeforeLength < segment.Length)
                    Cut(segment, header.BeforeLength);
            }

            if (segment.Header is not null)
                after = segment;
        }
    }

    private void Replay(Segment segment)
    {
        if (_unreadable.Contains(segment.Number))
            return;

        try
        {
            using FrameScanner scanner = new(disk);
            scanner.Begin(disk.OpenToRead(segment.Path), segment.Number == snapshot.Segment ? snapshot.Offset : 0);
            while (scanner.TryNext(segment.Length, out ReadOnlySpan<byte> payload))
            {
                if (scanner.BadAt >= 0)
                    NoteDamage(segment, scanner.BadAt, scanner.FrameAt - scanner.BadAt);

                Take(segment, scanner.FrameAt, payload);
            }

            if (scanner.BadAt >= 0)
                NoteDamage(segment, scanner.BadAt, segment.Length - scanner.BadAt);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            MarkUnreadable(segment);
        }
    }

    private void Take(Segment segment, long at, ReadOnlySpan<byte> payload)
    {
        if (BatchHeader.Read(payload) is { } header)
        {
            if (header.Number <= _lastBatch)
                return;

            Finish(isFinished: true);
            _texts.Clear();
            _batch = new BatchReplay(header, segment, at);
            _lastBatch = header.Number;
        }
        else if (_batch is { } batch && batch.Segment == segment && at < batch.End)
        {
            batch.Add(payload, _texts);
        }
    }

    private void NoteDamage(Segment segment, long at, long bytes)
    {
        if (_batch is { } batch && batch.Segment == segment)
            batch.AddDamage(at, bytes);
        else
            _damageBetween.Add((segment, bytes));
    }

    private long Finish(bool isFinished)
    {
        if (_batch is not { } batch)
            return 0;

        long end = batch.Apply(Sources, isFinished, damage);
        NextOrdinal = Math.Max(NextOrdinal, batch.EndOrdinal);
        foreach ((Segment segment, long bytes) in _damageBetween)
        {
            if (segment.Number <= batch.Segment.Number)
                damage.Skip(bytes);
        }

        _damageBetween.Clear();
        return end;
    }

    // Behind the last batch there is only what was being written when the power went.
    private void CutTail()
    {
        Segment? last = _batch?.Segment;
        long end = last is null ? snapshot.Offset : Finish(_batch!.Header.FirstOrdinal < acknowledged);
        long number = last?.Number ?? snapshot.Segment;
        for (int at = Segments.Count - 1; at >= 0 && Segments[at].Number >= number; at--)
        {
            Segment segment = Segments[at];
            if (_unreadable.Contains(segment.Number))
                continue;

            long kept = segment.Number == number ? end : 0;
            if (kept < segment.Length)
                Cut(segment, kept);

            if (segment.Length == 0)
            {
                Segments.RemoveAt(at);
                disk.Delete(segment.Path);
            }
        }
    }

    private void NumberEnds()
    {
        long end = NextOrdinal;
        for (int at = Segments.Count - 1; at >= 0; at--)
        {
            Segment segment = Segments[at];
            segment.EndOrdinal = end;
            if (segment.Header is { } header)
                end = Math.Min(end, header.FirstOrdinal);
        }
    }

    private void Cut(Segment segment, long length)
    {
        using Microsoft.Win32.SafeHandles.SafeFileHandle file = disk.OpenToWrite(segment.Path);
        disk.Cut(file, length);
        disk.Flush(file);
        damage.Cut(segment.Length - length);
        segment.Length = length;
    }

    private void MarkUnreadable(Segment segment)
    {
        if (_unreadable.Add(segment.Number))
            damage.Unreadable();
    }
}
