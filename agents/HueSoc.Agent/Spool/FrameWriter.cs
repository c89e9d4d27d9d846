using System.Text;

namespace HueSoc.Agent.Spool;

/// <summary>Writes frames one after the other into one buffer, which is used again.</summary>
/// <param name="capacity">How large the buffer is; larger contents make it grow until it is cleared.</param>
internal sealed class FrameWriter(int capacity)
{
    private readonly Dictionary<string, int> _texts = new(StringComparer.Ordinal);
    private byte[] _buffer = new byte[capacity];
    private int _length;
    private int _begin;

    /// <summary>How many bytes were written.</summary>
    public int Length => _length;

    /// <summary>What was written. It may be changed where a frame is to be filled in later.</summary>
    public Span<byte> Written => _buffer.AsSpan(0, _length);

    /// <summary>Forgets everything; texts are numbered from 0 again.</summary>
    public void Clear()
    {
        _texts.Clear();
        _length = 0;
        if (_buffer.Length > 2 * capacity)
            _buffer = new byte[capacity];
    }

    /// <summary>Begins a frame.</summary>
    public void Begin(FrameKind kind)
    {
        _begin = _length;
        Span<byte> place = Take(Framing.Before + 1);
        place[Framing.Before] = (byte)kind;
    }

    /// <summary>Ends the frame that was begun.</summary>
    public void End()
    {
        Take(Framing.Overhead - Framing.Before);
        Framing.Seal(_buffer.AsSpan(_begin, _length - _begin));
    }

    /// <summary>Writes a whole number in as few bytes as it needs.</summary>
    public void Number(long value)
    {
        ulong rest = (ulong)(value << 1) ^ (ulong)(value >> 63);
        Span<byte> place = Room(10);
        int used = 0;
        for (; rest >= 0x80; rest >>= 7)
            place[used++] = (byte)(rest | 0x80);

        place[used++] = (byte)rest;
        _length += used;
    }

    /// <summary>Writes a whole number in eight bytes, so that it can be filled in later.</summary>
    public void Fixed(long value) => BitConverter.TryWriteBytes(Take(sizeof(long)), BitConverter.IsLittleEndian ? value : System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(value));

    /// <summary>Writes bytes with their length.</summary>
    public void Bytes(ReadOnlySpan<byte> bytes)
    {
        Number(bytes.Length);
        bytes.CopyTo(Take(bytes.Length));
    }

    /// <summary>Writes a text with its length, or that there is none.</summary>
    public void Optional(string? text)
    {
        if (text is null)
        {
            Number(-1);
            return;
        }

        int bytes = Encoding.UTF8.GetByteCount(text);
        Number(bytes);
        Encoding.UTF8.GetBytes(text, Take(bytes));
    }

    /// <summary>Writes a text that comes often: the first time with a number, then the number alone.</summary>
    public void Text(string text)
    {
        if (_texts.TryGetValue(text, out int number))
        {
            Number((long)number << 1);
            return;
        }

        number = _texts.Count;
        _texts.Add(text, number);
        Number(((long)number << 1) | 1);
        Optional(text);
    }

    private Span<byte> Take(int bytes)
    {
        Span<byte> place = Room(bytes)[..bytes];
        _length += bytes;
        return place;
    }

    private Span<byte> Room(int bytes)
    {
        if (_buffer.Length - _length < bytes)
            Array.Resize(ref _buffer, checked(Math.Max(_buffer.Length + (_buffer.Length / 2), _length + bytes)));

        return _buffer.AsSpan(_length);
    }
}
