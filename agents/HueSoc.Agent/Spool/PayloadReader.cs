using System.Buffers.Binary;
using System.Text;

namespace HueSoc.Agent.Spool;

/// <summary>Reads what a frame holds. After the first thing that is not as it should be, <see cref="IsRight"/> is false and nothing more is read.</summary>
internal ref struct PayloadReader
{
    private readonly FrameTexts? _texts;
    private ReadOnlySpan<byte> _rest;

    /// <param name="payload">The frame's payload.</param>
    /// <param name="texts">The texts of its batch; null when they do not matter.</param>
    public PayloadReader(ReadOnlySpan<byte> payload, FrameTexts? texts)
    {
        _texts = texts;
        _rest = payload[1..];
        Kind = (FrameKind)payload[0];
        IsRight = true;
    }

    /// <summary>What the frame holds.</summary>
    public FrameKind Kind { get; }

    /// <summary>Whether everything could be read so far.</summary>
    public bool IsRight { get; private set; }

    /// <summary>Reads a number.</summary>
    public long Number()
    {
        ulong value = 0;
        for (int at = 0; at < _rest.Length && at < 10; at++)
        {
            value |= (ulong)(_rest[at] & 0x7F) << (7 * at);
            if (_rest[at] < 0x80)
            {
                _rest = _rest[(at + 1)..];
                return (long)(value >> 1) ^ -(long)(value & 1);
            }
        }

        Wrong();
        return 0;
    }

    /// <summary>Reads a number of eight bytes.</summary>
    public long Fixed()
    {
        if (_rest.Length < sizeof(long))
        {
            Wrong();
            return 0;
        }

        long value = BinaryPrimitives.ReadInt64LittleEndian(_rest);
        _rest = _rest[sizeof(long)..];
        return value;
    }

    /// <summary>Reads bytes.</summary>
    public ReadOnlySpan<byte> Bytes() => Bytes(Number());

    /// <summary>Reads a text that may be missing.</summary>
    public string? Optional()
    {
        long length = Number();
        return length == -1 ? null : Encoding.UTF8.GetString(Bytes(length));
    }

    /// <summary>Reads a text that comes often.</summary>
    public string Text()
    {
        long number = Number();
        string? text = (number & 1) == 0
            ? _texts is null ? string.Empty : _texts.Find(number >> 1)
            : Defined(number >> 1);
        if (text is null)
            Wrong();

        return text ?? string.Empty;
    }

    private string? Defined(long number)
    {
        ReadOnlySpan<byte> utf8 = Bytes();
        return !IsRight ? null : _texts is null ? string.Empty : _texts.Learn(number, utf8);
    }

    private ReadOnlySpan<byte> Bytes(long length)
    {
        if (length < 0 || length > _rest.Length)
        {
            Wrong();
            return default;
        }

        ReadOnlySpan<byte> bytes = _rest[..(int)length];
        _rest = _rest[(int)length..];
        return bytes;
    }

    private void Wrong()
    {
        IsRight = false;
        _rest = default;
    }
}
