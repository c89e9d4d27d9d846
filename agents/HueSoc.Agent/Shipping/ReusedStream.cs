namespace HueSoc.Agent.Shipping;

/// <summary>Bytes that are written into a buffer that is used again.</summary>
internal sealed class ReusedStream(int capacity) : Stream
{
    private byte[] _buffer = new byte[capacity];
    private int _length;

    /// <summary>What was written.</summary>
    public ReadOnlyMemory<byte> Written => _buffer.AsMemory(0, _length);

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => _length;

    public override long Position
    {
        get => _length;
        set => throw new NotSupportedException();
    }

    /// <summary>Forgets what was written.</summary>
    public void Clear()
    {
        _length = 0;
        if (_buffer.Length > 4 * capacity)
            _buffer = new byte[capacity];
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (_buffer.Length - _length < buffer.Length)
            Array.Resize(ref _buffer, Math.Max(_buffer.Length + (_buffer.Length / 2), _length + buffer.Length));

        buffer.CopyTo(_buffer.AsSpan(_length));
        _length += buffer.Length;
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
