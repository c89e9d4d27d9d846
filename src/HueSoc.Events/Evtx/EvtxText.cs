using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using HueSoc.Events.Normalisers;

namespace HueSoc.Events.Evtx;

/// <summary>Writes UTF-16 as the inside of JSON strings, in one pass. Halves of surrogate pairs become U+FFFD.</summary>
internal static class EvtxText
{
    private const int LongestEscape = 6;

    /// <summary>Writes a text as it is.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="utf16">Little endian; an odd byte at the end is left out.</param>
    public static void Write(ByteSink output, ReadOnlySpan<byte> utf16)
    {
        ReadOnlySpan<char> text = MemoryMarshal.Cast<byte, char>(utf16);

        // One vector more than the longest result, which is stored past the end before it is known how much of it counts.
        Span<byte> target = output.Reserve((text.Length * LongestEscape) + Vector128<byte>.Count);
        int written = 0;
        int at = 0;
        while (at <= text.Length - Vector128<byte>.Count)
        {
            Vector128<byte> bytes = Load(text[at..], out uint marks);
            bytes.CopyTo(target[written..]);
            int plain = marks == 0 ? Vector128<byte>.Count : BitOperations.TrailingZeroCount(marks);
            written += plain;
            at += plain;
            if (marks == 0)
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

            written += WriteOne(target[written..], text, ref at);
        }

        while (at < text.Length)
            written += WriteOne(target[written..], text, ref at);
        output.Advance(written);
    }

    /// <summary>Writes a value: what a provider put after its end, NULs, is no part of it.</summary>
    public static void WriteValue(ByteSink output, ReadOnlySpan<byte> utf16)
    {
        int length = utf16.Length & ~1;
        while (length > 0 && utf16[length - 1] == 0 && utf16[length - 2] == 0)
            length -= 2;
        Write(output, utf16[..length]);
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
    private static Vector128<byte> Load(ReadOnlySpan<char> text, out uint marks)
    {
        ref ushort first = ref MemoryMarshal.GetReference(MemoryMarshal.Cast<char, ushort>(text));
        Vector128<byte> bytes = Vector128.NarrowWithSaturation(
            Vector128.LoadUnsafe(ref first), Vector128.LoadUnsafe(ref first, (nuint)Vector128<ushort>.Count));
        marks = (Vector128.LessThan(bytes, Vector128.Create((byte)' ')) | Vector128.GreaterThan(bytes, Vector128.Create((byte)0x7F))
            | Vector128.Equals(bytes, Vector128.Create((byte)'"')) | Vector128.Equals(bytes, Vector128.Create((byte)'\\')))
            .ExtractMostSignificantBits();
        return bytes;
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
