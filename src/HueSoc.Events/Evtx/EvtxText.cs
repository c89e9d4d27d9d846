using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using HueSoc.Events.Normalisers;

namespace HueSoc.Events.Evtx;

/// <summary>Writes UTF-16 as the inside of JSON strings, in one pass. Halves of surrogate pairs become U+FFFD.</summary>
internal static class EvtxText
{
    private const int LongestEscape = 6;

    // The bit behind those of a vector.
    private const uint AllPlain = 1 << 16;

    /// <summary>Writes a text as it is.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="utf16">Little endian; an odd byte at the end is left out.</param>
    public static void Write(ByteSink output, ReadOnlySpan<byte> utf16) => Write(output, utf16, utf16.Length);

    /// <summary>Writes a value: what a provider put after its end, NULs, is no part of it.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="readable">Where the text begins; what is behind it may be read, so that its last characters cost no more than others.</param>
    /// <param name="size">The size of the text in bytes; an odd byte at the end is left out.</param>
    public static void WriteValue(ByteSink output, ReadOnlySpan<byte> readable, int size)
    {
        int length = size & ~1;
        while (length > 0 && readable[length - 1] == 0 && readable[length - 2] == 0)
            length -= 2;
        Write(output, readable, length);
    }

    private static void Write(ByteSink output, ReadOnlySpan<byte> readable, int size)
    {
        ReadOnlySpan<char> text = MemoryMarshal.Cast<byte, char>(readable[..size]);
        ReadOnlySpan<ushort> units = MemoryMarshal.Cast<byte, ushort>(readable);

        // One vector more than the longest result, which is stored past the end before it is known how much of it counts.
        Span<byte> target = output.Reserve((text.Length * LongestEscape) + Vector128<byte>.Count);
        int written = 0;
        int at = 0;
        while (at < text.Length)
        {
            Vector128<byte> bytes = at <= units.Length - Vector128<byte>.Count
                ? Load(units[at..], out uint marks)
                : LoadLast(units[at..text.Length], out marks);
            bytes.CopyTo(target[written..]);

            // Without a mark it is the whole vector, or what of it is text.
            int plain = Math.Min(BitOperations.TrailingZeroCount(marks | AllPlain), text.Length - at);
            written += plain;
            at += plain;
            if (plain == Vector128<byte>.Count || at == text.Length)
                continue;
            if (text[at] == '\\')
            {
                // The most frequent of all, in paths.
                target[written] = (byte)'\\';
                target[written + 1] = (byte)'\\';
                written += 2;
                at++;
                continue;
            }

            // Beside a character that is not ASCII there often is another.
            do
                written += WriteOne(target[written..], text, ref at);
            while (at < text.Length && text[at] >= 0x80);
        }

        output.Advance(written);
    }

    /// <summary>Writes text of one byte a character. What is not ASCII is read as Windows-1252 would for the characters it shares with Latin-1.</summary>
    public static void WriteAnsi(ByteSink output, ReadOnlySpan<byte> text)
    {
        text = text.TrimEnd((byte)0);
        Span<byte> target = output.Reserve(text.Length * LongestEscape);
        Span<char> one = stackalloc char[1];
        int written = 0;
        foreach (byte b in text)
        {
            one[0] = (char)b;
            int at = 0;
            written += WriteOne(target[written..], one, ref at);
        }

        output.Advance(written);
    }

    // Sixteen characters as bytes, and a bit for each that does not stand for itself.
    private static Vector128<byte> Load(ReadOnlySpan<ushort> text, out uint marks)
    {
        Vector128<byte> bytes = Vector128.NarrowWithSaturation(Vector128.Create(text), Vector128.Create(text[Vector128<ushort>.Count..]));

        // As signed numbers, those that are not ASCII are less than a space, too.
        marks = (Vector128.LessThan(bytes.AsSByte(), Vector128.Create((sbyte)' ')).AsByte()
            | Vector128.Equals(bytes, Vector128.Create((byte)'"')) | Vector128.Equals(bytes, Vector128.Create((byte)'\\')))
            .ExtractMostSignificantBits();
        return bytes;
    }

    // Less than sixteen characters that nothing is known to stand behind.
    private static Vector128<byte> LoadLast(ReadOnlySpan<ushort> text, out uint marks)
    {
        Span<ushort> padded = stackalloc ushort[Vector128<byte>.Count];
        padded.Clear();
        text.CopyTo(padded);
        return Load(padded, out marks);
    }

    private static int WriteOne(Span<byte> target, ReadOnlySpan<char> text, ref int at)
    {
        char c = text[at++];
        if (c < 0x80)
            return WriteAscii(target, (byte)c);
        if (c < 0x800)
        {
            target[0] = (byte)(0xC0 | (c >> 6));
            target[1] = (byte)(0x80 | (c & 0x3F));
            return 2;
        }

        if (char.IsSurrogate(c))
        {
            if (char.IsHighSurrogate(c) && at < text.Length && char.IsLowSurrogate(text[at]))
            {
                int rune = char.ConvertToUtf32(c, text[at++]);
                target[0] = (byte)(0xF0 | (rune >> 18));
                target[1] = (byte)(0x80 | ((rune >> 12) & 0x3F));
                target[2] = (byte)(0x80 | ((rune >> 6) & 0x3F));
                target[3] = (byte)(0x80 | (rune & 0x3F));
                return 4;
            }

            c = '\uFFFD';
        }

        target[0] = (byte)(0xE0 | (c >> 12));
        target[1] = (byte)(0x80 | ((c >> 6) & 0x3F));
        target[2] = (byte)(0x80 | (c & 0x3F));
        return 3;
    }

    private static int WriteAscii(Span<byte> target, byte c)
    {
        byte letter = c switch
        {
            (byte)'"' or (byte)'\\' => c,
            (byte)'\b' => (byte)'b',
            (byte)'\f' => (byte)'f',
            (byte)'\n' => (byte)'n',
            (byte)'\r' => (byte)'r',
            (byte)'\t' => (byte)'t',
            _ => 0,
        };
        if (letter != 0)
        {
            target[0] = (byte)'\\';
            target[1] = letter;
            return 2;
        }

        if (c >= ' ')
        {
            target[0] = c;
            return 1;
        }

        "\\u00"u8.CopyTo(target);
        target[4] = (byte)('0' + (c >> 4));
        target[5] = "0123456789abcdef"u8[c & 15];
        return LongestEscape;
    }
}
