using HueSoc.Agent.Collectors;

namespace HueSoc.Agent.Spool;

/// <summary>What the appending and the reading thread both know of a spool: its segments, how far they are committed, what is acknowledged.</summary>
internal sealed class SegmentList
{
    private readonly Lock _gate = new();
    private readonly SpoolFolder _folder;
    private readonly TimeProvider _time;
    private readonly List<Segment> _segments;
    private readonly SourceTable _sources;
    private long _bytes;
    private long _nextOrdinal;
    private long _nextBatch;
    private long _lastSegment;
    private long _acknowledged;
    private long _oldest;

    /// <param name="folder">The folder, looked through.</param>
    /// <param name="time">The clock.</param>
    public SegmentList(SpoolFolder folder, TimeProvider time)
    {
        SpoolRecovery recovery = folder.Recovery;
        _folder = folder;
        _time = time;
        _segments = [.. recovery.Segments];
        _sources = recovery.Sources;
        _nextOrdinal = recovery.NextOrdinal;
        _nextBatch = recovery.NextBatch;
        _lastSegment = recovery.LastSegment;

        // Segments are deleted only when everything in them is acknowledged: this holds also when the place itself was lost.
        _acknowledged = Math.Max(folder.Acknowledged.Ordinal, _segments.Count == 0 ? _nextOrdinal : _segments[0].Header?.FirstOrdinal ?? 0);
        RecoveredTo = recovery.LastSegment;
        foreach (Segment segment in _segments)
            _bytes += segment.Length;

        _oldest = _segments.Find(segment => segment.EndOrdinal > _acknowledged)?.Header?.Milliseconds ?? 0;
    }

    /// <summary>What is done with files.</summary>
    public ISpoolDisk Disk => _folder.Disk;

    /// <summary>What was found to be wrong.</summary>
    public SpoolDamage Damage => _folder.Damage;

    /// <summary>The last segment whose damage was counted when the spool was opened.</summary>
    public long RecoveredTo { get; }

    /// <summary>The place from which damage was counted when the spool was opened.</summary>
    public (long Segment, long Offset) RecoveredFrom => (_folder.Snapshot.Segment, _folder.Snapshot.Offset);

    /// <summary>How many bytes all segments have.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    /// <summary>The ordinal of the next event that is committed.</summary>
    public long NextOrdinal => Interlocked.Read(ref _nextOrdinal);

    /// <summary>The ordinal of the first event that is not acknowledged.</summary>
    public long Acknowledged => Interlocked.Read(ref _acknowledged);

    /// <summary>Whether no event waits.</summary>
    public bool IsAllAcknowledged => Acknowledged >= NextOrdinal;

    /// <summary>The last segment that holds something.</summary>
    public Segment? Last
    {
        get
        {
            lock (_gate)
                return _segments.Count == 0 ? null : _segments[^1];
        }
    }

    /// <summary>The sources as they are on disk.</summary>
    public IReadOnlyList<SourceState> States()
    {
        lock (_gate)
            return [.. _sources.Committed];
    }

    /// <summary>A batch is on disk.</summary>
    public void Commit(Segment segment, long length, long nextBatch, int events, SourceTable sources)
    {
        lock (_gate)
        {
            if (segment.Length == 0)
            {
                if (_segments.Count > 0)
                    _segments[^1].IsSealed = true;

                _segments.Add(segment);
                _lastSegment = segment.Number;
            }

            Interlocked.Add(ref _bytes, length - segment.Length);
            segment.Length = length;
            if (IsAllAcknowledged)
                _oldest = _time.GetUtcNow().ToUnixTimeMilliseconds();

            Interlocked.Add(ref _nextOrdinal, events);
            segment.EndOrdinal = _nextOrdinal;
            _nextBatch = nextBatch;
            sources.Commit();
        }
    }

    /// <summary>Ends the last segment when everything in it is acknowledged, so that it can be deleted.</summary>
    public bool SealIfAcknowledged(Segment? active)
    {
        lock (_gate)
        {
            if (active is null || active.EndOrdinal > _acknowledged)
                return false;

            active.IsSealed = true;
            return true;
        }
    }

    /// <summary>Events are delivered.</summary>
    public void Acknowledge(long ordinal)
    {
        lock (_gate)
        {
            if (ordinal > _acknowledged)
                Interlocked.Exchange(ref _acknowledged, Math.Min(ordinal, _nextOrdinal));
        }
    }

    /// <summary>A batch of this time was read to its end: what is not acknowledged is not older, when all before it is.</summary>
    public void ReadTo(long ordinal, long milliseconds)
    {
        lock (_gate)
        {
            if (_acknowledged >= ordinal && milliseconds > _oldest)
                _oldest = milliseconds;
        }
    }

    /// <summary>The first segment behind a number that has events from an ordinal on.</summary>
    public Segment? Find(long after, long ordinal)
    {
        lock (_gate)
            return _segments.Find(segment => segment.Number > after && (!segment.IsSealed || segment.EndOrdinal > ordinal));
    }

    /// <summary>How far a segment is committed, and whether that is all.</summary>
    public (long Length, bool IsSealed) Extent(Segment segment)
    {
        lock (_gate)
            return (segment.Length, segment.IsSealed);
    }

    /// <summary>The segments at the beginning in which everything is acknowledged and to which nothing more is written.</summary>
    public int CountFinished(long coveredBelow, out int uncovered)
    {
        int finished = 0;
        uncovered = 0;
        lock (_gate)
        {
            foreach (Segment segment in _segments)
            {
                if (!segment.IsSealed || segment.EndOrdinal > _acknowledged)
                    break;

                finished++;
                if (segment.Number >= coveredBelow)
                    uncovered++;
            }
        }

        return finished;
    }

    /// <summary>Takes the first segment out if nobody needs it.</summary>
    public Segment? TakeFinished(long coveredBelow, long acknowledged)
    {
        lock (_gate)
        {
            if (_segments.Count == 0 || !_segments[0].IsSealed || _segments[0].Number >= coveredBelow || _segments[0].EndOrdinal > acknowledged)
                return null;

            Segment first = _segments[0];
            _segments.RemoveAt(0);
            Interlocked.Add(ref _bytes, -first.Length);
            return first;
        }
    }

    /// <summary>Where the sources stand at the committed end.</summary>
    public Snapshot Snapshot(long sequence)
    {
        lock (_gate)
        {
            bool isOpen = _segments.Count > 0 && !_segments[^1].IsSealed;
            return new Snapshot(
                sequence,
                isOpen ? _segments[^1].Number : _lastSegment + 1,
                isOpen ? _segments[^1].Length : 0,
                _nextOrdinal,
                _nextBatch,
                [.. _sources.Committed]);
        }
    }

    /// <summary>How the spool is doing.</summary>
    public SpoolStatus Status(bool isFull, string? problem)
    {
        lock (_gate)
        {
            return new SpoolStatus
            {
                Bytes = _bytes,
                Segments = _segments.Count,
                Unacknowledged = _nextOrdinal - _acknowledged,
                Oldest = _nextOrdinal > _acknowledged ? DateTimeOffset.FromUnixTimeMilliseconds(_oldest) : null,
                BadFrames = Damage.BadFrames,
                SkippedBytes = Damage.SkippedBytes,
                TornBytes = Damage.TornBytes,
                LostEvents = Damage.LostEvents,
                UnreadableSegments = Damage.UnreadableSegments,
                Full = isFull,
                Problem = problem,
            };
        }
    }
}
