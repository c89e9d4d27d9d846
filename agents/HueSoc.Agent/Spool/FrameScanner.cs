using Microsoft.Win32.SafeHandles;

namespace HueSoc.Agent.Spool;

/// <summary>Finds the frames of a file one after the other, also behind damage.</summary>
internal sealed class FrameScanner(ISpoolDisk disk, int window = FrameScanner.Window) : IDisposable
{
    private const int Window = 128 << 10;

    private readonly byte[] _four = new byte[4];
    private byte[] _buffer = new byte[window];
    private SafeFileHandle? _file;
    private long _bufferAt;
    private int _bufferLength;

    /// <summary>Where the next frame is looked for.</summary>
    public long Next { get; private set; }

    /// <summary>Where the frame that was found last begins.</summary>
    public long FrameAt { get; private set; }

    /// <summary>Where damage begins that was passed over before that frame, or that goes on to the end; -1 for none.</summary>
    public long BadAt { get; private set; }

    /// <summary>Begins with another file, which is closed together with the scanner.</summary>
    public void Begin(SafeFileHandle file, long at)
    {
        Close();
        _file = file;
        MoveTo(at);
    }

    /// <summary>Goes on elsewhere in the file.</summary>
    public void MoveTo(long at)
    {
        Next = at;
        BadAt = -1;
        if (at < _bufferAt || at > _bufferAt + _bufferLength)
            _bufferLength = 0;
    }

    /// <summary>Finds the next frame.</summary>
    /// <param name="end">Where the file ends, or what is right of it.</param>
    /// <param name="payload">What the frame holds; valid until the next call.</param>
    /// <returns>False when there is none before the end.</returns>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public bool TryNext(long end, out ReadOnlySpan<byte> payload)
    {
        BadAt = -1;
        for (long at = Next; at < end; at++)
        {
            if (TryAt(at, end, out payload))
            {
                FrameAt = at;
                Next = at + payload.Length + Framing.Overhead;
                return true;
            }

            if (BadAt < 0)
                BadAt = at;
        }

        payload = default;
        return false;
    }

    /// <summary>The frame at a place.</summary>
    /// <returns>False when there is none.</returns>
    public bool TryAt(long at, long end, out ReadOnlySpan<byte> payload)
    {
        payload = default;
        if (end - at <= Framing.Overhead
            || !Framing.TryReadLength(Load(at, Framing.Before, end), out int length)
            || end - at < length + Framing.Overhead
            || !EndsWithLength(at, length))
        {
            return false;
        }

        ReadOnlySpan<byte> frame = Load(at, length + Framing.Overhead, end);
        if (frame.Length < length + Framing.Overhead || !Framing.IsWhole(frame))
            return false;

        payload = frame.Slice(Framing.Before, length);
        return true;
    }

    /// <summary>Closes the file.</summary>
    public void Close()
    {
        _file?.Dispose();
        _file = null;
        _bufferAt = 0;
        _bufferLength = 0;
    }

    /// <inheritdoc/>
    public void Dispose() => Close();

    // Asked before the whole frame is read and summed up: in damage most lengths are none.
    private bool EndsWithLength(long at, int length)
    {
        long last = at + Framing.Overhead + length - 4;
        if (last + 4 <= _bufferAt + _bufferLength)
            return Framing.TryReadLength(_buffer.AsSpan((int)(last - _bufferAt), 4), out int inside) && inside == length;

        return disk.Read(_file!, _four, last) == 4 && Framing.TryReadLength(_four, out int outside) && outside == length;
    }

    private ReadOnlySpan<byte> Load(long at, int bytes, long end)
    {
        if (at >= _bufferAt && at + bytes <= _bufferAt + _bufferLength)
            return _buffer.AsSpan((int)(at - _bufferAt), bytes);

        int kept = 0;
        if (_buffer.Length < bytes)
        {
            _buffer = new byte[bytes];
        }
        else if (_buffer.Length > 16 * window && bytes <= window)
        {
            _buffer = new byte[window];
        }
        else if (at >= _bufferAt && at < _bufferAt + _bufferLength)
        {
            kept = (int)(_bufferAt + _bufferLength - at);
            _buffer.AsSpan((int)(at - _bufferAt), kept).CopyTo(_buffer);
        }

        _bufferAt = at;
        _bufferLength = kept;
        int wanted = (int)Math.Min(_buffer.Length, end - at) - kept;
        if (wanted > 0)
            _bufferLength += disk.Read(_file!, _buffer.AsSpan(kept, wanted), at + kept);

        return _buffer.AsSpan(0, Math.Min(bytes, _bufferLength));
    }
}
