using System.Buffers.Text;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text;

namespace HueSoc.Events.Normalisers;

/// <summary>The inside of JSON strings and numbers.</summary>
internal static class JsonStrings
{
    private const string Hex = "0123456789abcdef";

    /// <summary>Where the next quote, backslash or control character is: the end of what stands for itself in a string. 32 bytes a step.</summary>
    /// <param name="text">The text.</param>
    /// <param name="from">Where to begin.</param>
    /// <returns>Its place; the length of the text when there is none.</returns>
    public static int IndexOfMark(ReadOnlySpan<byte> text, int from)
    {
        ref byte first = ref MemoryMarshal.GetReference(text);
        for (; from <= text.Length - Vector256<byte>.Count; from += Vector256<byte>.Count)
        {
            Vector256<byte> bytes = Vector256.LoadUnsafe(ref first, (nuint)from);
            uint marks = (Vector256.Equals(bytes, Vector256.Create((byte)'"')) | Vector256.Equals(bytes, Vector256.Create((byte)'\\'))
                | Vector256.LessThan(bytes, Vector256.Create((byte)' '))).ExtractMostSignificantBits();
            if (marks != 0)
                return from + BitOperations.TrailingZeroCount(marks);
        }

        if (text.Length - from >= Vector128<byte>.Count)
        {
            uint marks = MarksOf(Vector128.LoadUnsafe(ref first, (nuint)from));
            if (marks != 0)
                return from + BitOperations.TrailingZeroCount(marks);

            // The last sixteen, some of which have been looked at.
            int last = text.Length - Vector128<byte>.Count;
            marks = MarksOf(Vector128.LoadUnsafe(ref first, (nuint)last));
            return marks == 0 ? text.Length : last + BitOperations.TrailingZeroCount(marks);
        }

        while (from < text.Length && text[from] is >= (byte)' ' and not ((byte)'"' or (byte)'\\'))
            from++;
        return from;
    }

    /// <summary>How long the escape at the start of the text is: 2, 6, or 12 for a pair of surrogates; 0 when it is none.</summary>
    /// <param name="text">Begins with a backslash.</param>
    /// <param name="whole">False when it is half a pair.</param>
    public static int EscapeLength(ReadOnlySpan<byte> text, out bool whole)
    {
        whole = true;
        if (text.Length < 2)
            return 0;
        if (text[1] != 'u')
            return "\"\\/bfnrt"u8.Contains(text[1]) ? 2 : 0;
        if (!TryUnit(text, out int unit))
            return 0;
        if (unit is < 0xD800 or > 0xDFFF)
            return 6;
        if (unit < 0xDC00 && text.Length >= 12 && text[6] == '\\' && text[7] == 'u' && TryUnit(text[6..], out int low) && low is >= 0xDC00 and <= 0xDFFF)
            return 12;
        whole = false;
        return 6;
    }

    /// <summary>Writes a string's text without its escapes; halves of surrogate pairs become U+FFFD.</summary>
    /// <param name="text">What stands between the quotes.</param>
    /// <param name="target">Another place, at least as long. What is behind the text in it may be overwritten.</param>
    /// <returns>How many bytes were written, no more than the text has.</returns>
    public static int Unescape(ReadOnlySpan<byte> text, Span<byte> target)
    {
        int read = 0;
        int written = 0;
        while (read < text.Length)
        {
            int run = CopyRun(text[read..], target[written..]);
            read += run;
            written += run;
            if (read == text.Length || text[read] != '\\')
                continue;
            if (read + 1 < text.Length && text[read + 1] == '\\')
            {
                // The most frequent of all, in paths.
                target[written++] = (byte)'\\';
                read += 2;
                continue;
            }

            read += UnescapeOne(text[read..], target, ref written);
        }

        return written;
    }

    /// <summary>Takes the spaces out of a text, in place.</summary>
    public static int WithoutSpaces(Span<byte> text)
    {
        int kept = 0;
        foreach (byte b in text)
        {
            if (b != ' ')
                text[kept++] = b;
        }

        return kept;
    }

    /// <summary>Writes a text as the inside of a JSON string.</summary>
    public static void Escape(ByteSink sink, ReadOnlySpan<byte> text)
    {
        while (true)
        {
            int run = IndexOfMark(text, 0);
            sink.Write(text[..run]);
            if (run == text.Length)
                return;
            if (text[run] is (byte)'"' or (byte)'\\')
            {
                Span<byte> escape = sink.Reserve(2);
                escape[0] = (byte)'\\';
                escape[1] = text[run];
                sink.Advance(2);
            }
            else
            {
                WriteControl(sink, text[run]);
            }

            text = text[(run + 1)..];
        }
    }

    /// <summary>Writes the inside of a JSON string again, with control characters escaped and halves of surrogate pairs replaced.</summary>
    public static void Clean(ByteSink sink, ReadOnlySpan<byte> inner)
    {
        while (!inner.IsEmpty)
        {
            int run = 0;
            while (run < inner.Length && inner[run] >= 0x20 && inner[run] != '\\')
                run++;
            sink.Write(inner[..run]);
            if (run == inner.Length)
                return;
            int length = 1;
            if (inner[run] == '\\')
            {
                length = Math.Max(EscapeLength(inner[run..], out bool whole), 2);
                sink.Write(whole ? inner.Slice(run, length) : "\\ufffd"u8);
            }
            else
            {
                WriteControl(sink, inner[run]);
            }

            inner = inner[(run + length)..];
        }
    }

    /// <summary>How long the text is, quotes included, that some valid JSON begins with.</summary>
    public static int TextLength(ReadOnlySpan<byte> json)
    {
        int at = 1;
        while (true)
        {
            at = IndexOfMark(json, at);
            if (json[at] == '"')
                return at + 1;
            at += json[at] == '\\' ? 2 : 1;
        }
    }

    /// <summary>How long the number at the start of a text is, by the grammar of RFC 8259; 0 when there is none.</summary>
    public static int NumberLength(ReadOnlySpan<byte> text)
    {
        int at = text.Length > 0 && text[0] == '-' ? 1 : 0;
        int digits = Digits(text[at..]);
        if (digits == 0 || (digits > 1 && text[at] == '0'))
            return 0;
        at += digits;
        if (at < text.Length && text[at] == '.')
        {
            digits = Digits(text[(at + 1)..]);
            if (digits == 0)
                return 0;
            at += 1 + digits;
        }

        if (at < text.Length && text[at] is (byte)'e' or (byte)'E')
        {
            int sign = at + 1 < text.Length && text[at + 1] is (byte)'+' or (byte)'-' ? 1 : 0;
            digits = Digits(text[(at + 1 + sign)..]);
            if (digits == 0)
                return 0;
            at += 1 + sign + digits;
        }

        return at;
    }

    /// <summary>A whole number as text.</summary>
    public static ReadOnlySpan<byte> Number(long value, Span<byte> space)
    {
        _ = Utf8Formatter.TryFormat(value, space, out int written);
        return space[..written];
    }

    private static uint MarksOf(Vector128<byte> bytes) =>
        (Vector128.Equals(bytes, Vector128.Create((byte)'"')) | Vector128.Equals(bytes, Vector128.Create((byte)'\\'))
            | Vector128.LessThan(bytes, Vector128.Create((byte)' '))).ExtractMostSignificantBits();

    // What stands for itself, up to a backslash, or some of it. A copy of always the same length costs less.
    private static int CopyRun(ReadOnlySpan<byte> text, Span<byte> target)
    {
        int run;
        if (text.Length >= Vector256<byte>.Count)
        {
            Vector256<byte> block = Vector256.Create(text);
            block.CopyTo(target);
            uint slashes = Vector256.Equals(block, Vector256.Create((byte)'\\')).ExtractMostSignificantBits();
            return slashes == 0 ? Vector256<byte>.Count : BitOperations.TrailingZeroCount(slashes);
        }

        for (run = 0; run < text.Length && text[run] != '\\'; run++)
            target[run] = text[run];
        return run;
    }

    private static int UnescapeOne(ReadOnlySpan<byte> text, Span<byte> target, ref int written)
    {
        int length = EscapeLength(text, out bool whole);
        if (length == 2)
        {
            target[written++] = text[1] switch
            {
                (byte)'b' => 8,
                (byte)'f' => 12,
                (byte)'n' => 10,
                (byte)'r' => 13,
                (byte)'t' => 9,
                byte itself => itself,
            };
        }
        else
        {
            _ = TryUnit(text, out int unit);
            if (length == 12 && TryUnit(text[6..], out int low))
                unit = 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
            else if (!whole)
                unit = 0xFFFD;
            written += new Rune(unit).EncodeToUtf8(target[written..]);
        }

        return Math.Max(length, 2);
    }

    private static int Digits(ReadOnlySpan<byte> text)
    {
        int end = text.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        return end < 0 ? text.Length : end;
    }

    private static bool TryUnit(ReadOnlySpan<byte> escape, out int unit)
    {
        unit = 0;
        if (escape.Length < 6)
            return false;
        foreach (byte digit in escape.Slice(2, 4))
        {
            if (!char.IsAsciiHexDigit((char)digit))
                return false;
            unit = (unit << 4) | (digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10);
        }

        return true;
    }

    // The same way as the values of EVTX are written: what has a short escape has that.
    private static void WriteControl(ByteSink sink, byte control)
    {
        int letter = "\b\f\n\r\t"u8.IndexOf(control);
        if (letter >= 0)
        {
            sink.Write((byte)'\\');
            sink.Write("bfnrt"u8[letter]);
            return;
        }

        sink.Write("\\u00"u8);
        sink.Write((byte)Hex[control >> 4]);
        sink.Write((byte)Hex[control & 15]);
    }
}
