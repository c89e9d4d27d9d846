using HueSoc.Agent.Collectors;

namespace HueSoc.Agent.Spool;

/// <summary>
/// What is kept of events between their source and their receiver: a journal of events and of positions in segment files.
/// One thread appends and commits, another reads and acknowledges.
/// </summary>
internal sealed class EventSpool : IDisposable
{
    /// <summary>How large a document may be.</summary>
    public const int MaxDocumentBytes = 8 << 20;

    private const int MaxIdBytes = 512;
    private const int MaxTextBytes = 4 << 10;

    // What a frame has besides its document, id and texts.
    private const int FrameExtra = 128;

    // Used by the appending thread.
    private readonly SpoolOptions _options;
    private readonly TimeProvider _time;
    private readonly FrameWriter _pending;
    private readonly SpoolWriter _writer;
    private readonly SpoolRoom _room;
    private readonly SourceTable _sources;
    private int _pendingEvents;
    private long _nextBatch;
    private long _roomTriedAt = -1;

    // Guarded by the list, which both threads use.
    private readonly SegmentList _segments;
    private readonly SpoolKeeper _keeper;
    private readonly FileStream _lock;
    private volatile bool _isFull;

    private EventSpool(SpoolOptions options, TimeProvider time, SpoolFolder folder)
    {
        _options = options;
        _time = time;
        _lock = folder.Lock;
        SpoolRecovery recovery = folder.Recovery;
        _sources = recovery.Sources;
        _nextBatch = recovery.NextBatch;
        _segments = new SegmentList(folder, time);
        _keeper = new SpoolKeeper(folder, _segments, options, time);
        _room = new SpoolRoom(folder.Disk, folder.Path, time, options.SpoolBytes, options.KeepFreeBytes);
        _writer = new SpoolWriter(folder.Disk, folder.Path, time, recovery.LastSegment);
        _pending = new FrameWriter(options.PendingBytes + (options.PendingBytes / 4));
        BeginBatch();
        _keeper.Keep(isUrgent: true);
    }

    /// <summary>The sources as they are on disk now; after <see cref="Open"/>, as they were recovered.</summary>
    public IReadOnlyList<SourceState> States => _segments.States();

    /// <summary>Is told whenever something was committed; called on the appending thread, and must return at once.</summary>
    public Action? Committed { get; set; }

    /// <summary>How the spool is doing. May be asked by any thread.</summary>
    public SpoolStatus Status => _segments.Status(_isFull, _keeper.Problem ?? Problem);

    private string? Problem { get; set; }

    private bool IsPendingEmpty => _pending.Length == BatchHeader.FrameBytes;

    /// <summary>Opens the spool of a folder, makes it if there is none, and finds out where everything stands.</summary>
    /// <param name="folder">The folder, which nobody else may read.</param>
    /// <param name="options">Its bounds.</param>
    /// <param name="time">The clock.</param>
    /// <param name="disk">What is done with files; null for the real disk.</param>
    /// <exception cref="IOException">Another process has the spool, or the folder cannot be used.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder cannot be used.</exception>
    public static EventSpool Open(string folder, SpoolOptions options, TimeProvider time, ISpoolDisk? disk = null)
    {
        SpoolFolder opened = SpoolFolder.Open(folder, disk ?? new SpoolDisk());
        try
        {
            return new EventSpool(options, time, opened);
        }
        catch
        {
            opened.Lock.Dispose();
            throw;
        }
    }

    /// <summary>Takes an event with the position of its source after it. On disk after the next <see cref="Commit"/> that says true.</summary>
    /// <returns>False when there is no room now.</returns>
    /// <exception cref="ArgumentException">The event can never be taken: id, data stream or document are empty or too large.</exception>
    public bool TryAppend(in SpoolEvent spooled)
    {
        if (spooled.Id.Length is 0 or > MaxIdBytes || spooled.Document.Length is 0 or > MaxDocumentBytes)
            throw new ArgumentException($"an id of {spooled.Id.Length} and a document of {spooled.Document.Length} bytes", nameof(spooled));

        Check(spooled.Source);
        Check(spooled.DataStream);
        long bytes = FrameExtra + spooled.Id.Length + spooled.Document.Length + (4 * (spooled.Source.Length + spooled.DataStream.Length + (spooled.After.Cursor?.Length ?? 0)));
        if (!HasRoom(bytes, isEvent: true) || !HasPendingRoom())
        {
            _isFull = true;
            return false;
        }

        _isFull = false;
        EventFrame.Write(_pending, spooled, _pendingEvents++);
        _sources.Move(spooled.Source, spooled.Generation, spooled.After);
        return true;
    }

    /// <summary>Takes what a collector keeps of a source, position and details.</summary>
    /// <returns>False when there is no room now.</returns>
    /// <exception cref="ArgumentException">The source's id is empty or too long, or the details are larger than 1 MiB.</exception>
    public bool TryAppend(SourceState state)
    {
        Check(state.Source);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(state.Details.Length, 1 << 20, nameof(state));
        if (!HasRoom(FrameExtra + state.Details.Length + (4 * (state.Source.Length + (state.Position.Cursor?.Length ?? 0))), isEvent: false) || !HasPendingRoom())
            return false;

        StateFrame.Write(_pending, state);
        _sources.Save(state);
        return true;
    }

    /// <summary>Forgets a source.</summary>
    /// <returns>False when there is no room now.</returns>
    public bool TryForget(string source)
    {
        Check(source);
        if (!HasRoom(FrameExtra + (4 * source.Length), isEvent: false) || !HasPendingRoom())
            return false;

        StateFrame.WriteForget(_pending, source);
        _sources.Forget(source);
        return true;
    }

    /// <summary>Brings what was taken since the last time to disk.</summary>
    /// <returns>False when the disk did not take it; it is kept in memory, and the next call tries again.</returns>
    public bool Commit()
    {
        if (IsPendingEmpty)
            return true;

        BatchHeader header = new(_nextBatch, _segments.NextOrdinal, _pending.Length, _time.GetUtcNow().ToUnixTimeMilliseconds());
        try
        {
            long segmentBytes = Math.Min(_options.SegmentBytes, Math.Max(_room.SpoolBytes / 8, 64 << 10));
            (Segment segment, long length) = _writer.Write(_pending.Written, header, _segments.Last, segmentBytes);
            _segments.Commit(segment, length, _nextBatch + 1, _pendingEvents, _sources);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Problem = exception.Message;
            _keeper.Keep(isUrgent: true);
            return false;
        }

        Problem = null;
        _nextBatch++;
        _room.Wrote(_pending.Length);
        BeginBatch();
        Committed?.Invoke();
        return true;
    }

    /// <summary>Reads events from the first that is not acknowledged. For one thread; a spool may have several readers.</summary>
    public SpoolReader OpenReader() => new(_segments);

    /// <summary>Says that every event with a smaller ordinal is delivered (or will never be) and need not be kept.</summary>
    /// <param name="ordinal">The ordinal of the first event that must be kept.</param>
    public void Acknowledge(long ordinal)
    {
        _segments.Acknowledge(ordinal);
        _keeper.Keep(_isFull);
    }

    /// <summary>Keeps what is due to be kept and deletes what nobody needs. To be called every some seconds by the one who acknowledges.</summary>
    public void Maintain() => _keeper.Keep(_isFull);

    /// <summary>Changes the bounds.</summary>
    public void ChangeLimits(long spoolBytes, long keepFreeBytes) => _room.Change(spoolBytes, keepFreeBytes);

    /// <summary>Keeps positions and the acknowledged place and gives the folder free. What was not committed is forgotten.</summary>
    public void Dispose()
    {
        try
        {
            _keeper.KeepAll();
        }
        finally
        {
            _writer.Dispose();
            _lock.Dispose();
        }
    }

    private static void Check(string text)
    {
        if (text.Length is 0 or > MaxTextBytes)
            throw new ArgumentException($"a text of {text.Length} characters", nameof(text));
    }

    private void BeginBatch()
    {
        _pending.Clear();
        default(BatchHeader).Write(_pending);
        _pendingEvents = 0;
    }

    private bool HasPendingRoom() => _pending.Length < _options.PendingBytes || Commit();

    private bool HasRoom(long bytes, bool isEvent)
    {
        if (Fits(bytes, isEvent))
            return true;

        // Everything may be delivered, and still be there because nothing was deleted yet.
        long acknowledged = _segments.Acknowledged;
        if (acknowledged == _roomTriedAt)
            return false;

        _roomTriedAt = acknowledged;
        if (_segments.SealIfAcknowledged(_writer.Segment))
            _writer.Close();

        _keeper.Keep(isUrgent: true);
        return Fits(bytes, isEvent);
    }

    private bool Fits(long bytes, bool isEvent)
    {
        if (!isEvent)
            return _segments.Bytes + _pending.Length + bytes <= _room.SpoolBytes;

        // One event that is larger than the whole bound is let through when nothing else is there: it would wait for ever.
        bool isWithin = _segments.Bytes + _pending.Length + bytes + _room.Reserve <= _room.SpoolBytes
            || (IsPendingEmpty && _segments.IsAllAcknowledged);
        return isWithin && _room.DiskHas(_pending.Length + bytes);
    }
}
