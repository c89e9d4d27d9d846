namespace HueSoc.Events.Normalisers;

/// <summary>Bytes that grow at the end and are used again. Not for several threads at once.</summary>
public sealed class ByteSink
{
    // What one long document needed is not kept for all the short ones after it.
    private const int KeptBytes = 256 << 10;

    private byte[] bytes = new byte[4096];

    /// <summary>How many bytes there are.</summary>
    public int Length { get; private set; }

    /// <summary>The bytes; valid until the next one is written.</summary>
    public ReadOnlySpan<byte> Written => bytes.AsSpan(0, Length);

    /// <summary>The same as memory.</summary>
    public ReadOnlyMemory<byte> WrittenMemory => bytes.AsMemory(0, Length);

    /// <summary>Begins again.</summary>
    public void Clear()
    {
        Length = 0;
        if (bytes.Length > KeptBytes)
            bytes = new byte[4096];
    }

    /// <summary>Adds a byte.</summary>
    public void Write(byte value)
    {
        if (Length == bytes.Length)
            Grow(1);
        bytes[Length++] = value;
    }

    /// <summary>Adds bytes.</summary>
    public void Write(ReadOnlySpan<byte> value)
    {
        if (value.Length > bytes.Length - Length)
            Grow(value.Length);
        value.CopyTo(bytes.AsSpan(Length));
        Length += value.Length;
    }

    /// <summary>Room for bytes that are written elsewhere; they are no part of the bytes.</summary>
    internal Span<byte> Reserve(int length)
    {
        if (length > bytes.Length - Length)
            Grow(length);
        return bytes.AsSpan(Length, length);
    }

    /// <summary>Puts a byte in the place of another, everywhere.</summary>
    internal void Replace(byte old, byte value) => bytes.AsSpan(0, Length).Replace(old, value);

    /// <summary>Some of the bytes.</summary>
    public ReadOnlySpan<byte> Slice(int start, int length) => bytes.AsSpan(start, length);

    private void Grow(int more) => Array.Resize(ref bytes, Math.Max(bytes.Length * 2, Length + more));
}
