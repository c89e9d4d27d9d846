using System.Runtime.Intrinsics;

namespace HueSoc.Events.Normalisers;

/// <summary>Bytes that grow at the end and are used again. Not for several threads at once.</summary>
public sealed class ByteSink
{
    private readonly int keptBytes;
    private byte[] bytes = new byte[4096];

    /// <summary>Bytes of which up to 256 KiB are kept when they begin again.</summary>
    public ByteSink()
        : this(256 << 10)
    {
    }

    /// <summary>Bytes that begin again.</summary>
    /// <param name="keptBytes">How much is kept then: what one long document needed is not kept for all the short ones after it.</param>
    internal ByteSink(int keptBytes) => this.keptBytes = keptBytes;

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
        if (bytes.Length > keptBytes)
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

    /// <summary>Adds the first of some bytes. What is behind them may be copied too, and is overwritten by the next: a copy of always the same length costs less.</summary>
    /// <param name="readable">The bytes and what is behind them.</param>
    /// <param name="length">How many of them to add.</param>
    internal void WriteFirst(ReadOnlySpan<byte> readable, int length)
    {
        if (length <= Vector256<byte>.Count && readable.Length >= Vector256<byte>.Count && bytes.Length - Length >= Vector256<byte>.Count)
        {
            Vector256.Create(readable).CopyTo(bytes.AsSpan(Length));
            Length += length;
            return;
        }

        Write(readable[..length]);
    }

    /// <summary>Room for bytes that are written elsewhere; they are no part of the bytes.</summary>
    internal Span<byte> Reserve(int length)
    {
        if (length > bytes.Length - Length)
            Grow(length);
        return bytes.AsSpan(Length, length);
    }

    /// <summary>What lies behind the bytes, until the next one is written.</summary>
    internal byte[] Array => bytes;

    /// <summary>Makes bytes that were written to what <see cref="Reserve"/> gave part of the bytes.</summary>
    internal void Advance(int length) => Length += length;

    /// <summary>Lets go of what was written from there on.</summary>
    internal void Truncate(int length) => Length = length;

    /// <summary>Adds a copy of some of the bytes.</summary>
    internal void WriteOwn(int start, int length)
    {
        Span<byte> target = Reserve(length);
        bytes.AsSpan(start, length).CopyTo(target);
        Length += length;
    }

    /// <summary>Puts a byte in the place of another, everywhere.</summary>
    internal void Replace(byte old, byte value) => bytes.AsSpan(0, Length).Replace(old, value);

    /// <summary>Some of the bytes.</summary>
    public ReadOnlySpan<byte> Slice(int start, int length) => bytes.AsSpan(start, length);

    private void Grow(int more) => System.Array.Resize(ref bytes, Math.Max(bytes.Length * 2, Length + more));
}
