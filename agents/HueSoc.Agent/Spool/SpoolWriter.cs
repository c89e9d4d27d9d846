using Microsoft.Win32.SafeHandles;

namespace HueSoc.Agent.Spool;

/// <summary>Writes batches into segments. Used by the appending thread alone.</summary>
internal sealed class SpoolWriter(ISpoolDisk disk, string folder, TimeProvider time, long lastSegment) : IDisposable
{
    private readonly FrameWriter _header = new(256);
    private SafeFileHandle? _file;
    private Segment? _segment;
    private long _lastSegment = lastSegment;

    /// <summary>The segment that is written to, as far as it is committed; null when the next batch begins one.</summary>
    public Segment? Segment => _segment is { Length: > 0 } ? _segment : null;

    /// <summary>Writes a batch and waits until it is on disk.</summary>
    /// <param name="batch">The batch, with room for its header in front.</param>
    /// <param name="header">The header.</param>
    /// <param name="before">The last segment that holds something, before the one that is written to.</param>
    /// <param name="segmentBytes">How large a segment becomes.</param>
    /// <returns>The segment it is in, and how long that is now.</returns>
    /// <exception cref="IOException">The disk did not take it. Nothing of it counts.</exception>
    public (Segment Segment, long Length) Write(Span<byte> batch, BatchHeader header, Segment? before, long segmentBytes)
    {
        _header.Clear();
        header.Write(_header);
        _header.Written.CopyTo(batch);
        if (_segment is { Length: > 0 } full && full.Length + batch.Length > segmentBytes)
            Close();

        Segment segment = _segment ?? Begin();
        long at = segment.Length;
        bool isNew = at == 0;
        bool isWritten = false;
        try
        {
            if (isNew)
                at = WriteHeader(segment, header, before);

            disk.Write(_file!, batch, at);
            isWritten = true;
            disk.Flush(_file!);
            if (isNew)
                disk.FlushFolder(folder);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // After a flush that failed the disk may say of the same bytes that it has them: they go elsewhere the next time.
            Undo(segment, isWritten);
            throw;
        }

        return (segment, at + batch.Length);
    }

    /// <summary>Ends the segment: the next batch begins another.</summary>
    public void Close()
    {
        _file?.Dispose();
        _file = null;
        if (_segment is not null)
            _segment.IsSealed = true;

        _segment = null;
    }

    /// <inheritdoc/>
    public void Dispose() => _file?.Dispose();

    private Segment Begin()
    {
        string path = Segment.PathOf(folder, _lastSegment + 1);
        _file = disk.OpenToWrite(path);
        _segment = new Segment(++_lastSegment, path);
        return _segment;
    }

    private long WriteHeader(Segment segment, BatchHeader header, Segment? before)
    {
        SegmentHeader first = new(segment.Number, before?.Number ?? 0, before?.Length ?? 0, header.FirstOrdinal, time.GetUtcNow().ToUnixTimeMilliseconds());
        _header.Clear();
        first.Write(_header);
        disk.Write(_file!, _header.Written, 0);
        segment.Header = first;
        return _header.Length;
    }

    private void Undo(Segment segment, bool isWritten)
    {
        try
        {
            disk.Cut(_file!, segment.Length);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            isWritten = true;
        }

        if (!isWritten)
            return;

        Close();
        if (segment.Length == 0)
            TryDelete(segment.Path);
    }

    private void TryDelete(string path)
    {
        try
        {
            disk.Delete(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It stays, and the header of the next segment says that it is void.
        }
    }
}
