using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace HueSoc.Sigma.Matching;

/// <summary>Finds the ends of JSON's tokens (RFC 8259), 32 bytes at a time where there are so many. Pointers never pass the end.</summary>
internal static unsafe class JsonScanner
{
    /// <summary>What may follow a backslash.</summary>
    private static readonly bool[] Escapes = MakeEscapes();

    // By the first byte of a value.
    private static readonly ValueKind[] Kinds = MakeKinds();

    /// <summary>What a value is that begins with a byte.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ValueKind KindOf(byte first) => Kinds[first];

    /// <summary>The first byte from a place on that is not ASCII, or a backslash before a <c>u</c>, which most often begins an escape; -1 when there is none.</summary>
    public static int IndexOfMark(ReadOnlySpan<byte> json, int from)
    {
        ref byte first = ref MemoryMarshal.GetReference(json);
        int at = from;
        for (; at < json.Length - Vector256<byte>.Count; at += Vector256<byte>.Count)
        {
            Vector256<byte> block = Vector256.LoadUnsafe(ref first, (nuint)at);
            Vector256<byte> next = Vector256.LoadUnsafe(ref first, (nuint)at + 1);
            Vector256<byte> escape = Vector256.Equals(block, Vector256.Create((byte)'\\')) & Vector256.Equals(next, Vector256.Create((byte)'u'));
            uint marks = (block | escape).ExtractMostSignificantBits();
            if (marks != 0)
                return at + BitOperations.TrailingZeroCount(marks);
        }

        for (; at < json.Length; at++)
        {
            if (json[at] >= 0x80 || (json[at] == '\\' && at + 1 < json.Length && json[at + 1] == 'u'))
                return at;
        }

        return -1;
    }

    /// <summary>What is in one string of some JSON.</summary>
    /// <param name="json">The JSON.</param>
    /// <param name="start">Where the string begins, behind its quote.</param>
    /// <param name="length">How long it is, without its quotes.</param>
    public static ValueFlags FlagsOf(ReadOnlySpan<byte> json, int start, int length)
    {
        // Most strings are short, and something follows them.
        if (length <= Vector256<byte>.Count && json.Length - start >= Vector256<byte>.Count && length >= 0)
        {
            Vector256<byte> block = Vector256.LoadUnsafe(ref MemoryMarshal.GetReference(json), (nuint)start);
            uint mask = length == Vector256<byte>.Count ? uint.MaxValue : (1u << length) - 1;
            uint slashes = Vector256.Equals(block, Vector256.Create((byte)'\\')).ExtractMostSignificantBits() & mask;
            if (slashes == 0)
                return (block.ExtractMostSignificantBits() & mask) == 0 ? ValueFlags.None : ValueFlags.NonAscii;
        }

        ValueFlags flags = ValueFlags.None;
        fixed (byte* p = json.Slice(start, length))
            ScanString(p, p + length, ref flags);
        return flags;
    }

    /// <summary>The first byte that is no white space.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static byte* SkipSpace(byte* p, byte* end)
    {
        while (p < end && (*p == ' ' || *p == '\t' || *p == '\r' || *p == '\n'))
            p++;
        return p;
    }

    /// <summary>What comes after a colon that may have white space before it; null when there is no colon.</summary>
    public static byte* Colon(byte* p, byte* end)
    {
        p = SkipSpace(p, end);
        return p < end && *p == ':' ? p + 1 : null;
    }

    /// <summary>Finds the closing quote of the string that begins at <paramref name="p"/>; null when there is none or an escape is wrong.</summary>
    public static byte* ScanString(byte* p, byte* end, ref ValueFlags flags)
    {
        while (end - p >= Vector256<byte>.Count)
        {
            Vector256<byte> block = Vector256.Load(p);
            uint quotes = Vector256.Equals(block, Vector256.Create((byte)'"')).ExtractMostSignificantBits();
            uint slashes = Vector256.Equals(block, Vector256.Create((byte)'\\')).ExtractMostSignificantBits();
            uint high = block.ExtractMostSignificantBits();
            if ((quotes | slashes) == 0)
            {
                if (high != 0)
                    flags |= ValueFlags.NonAscii;
                p += Vector256<byte>.Count;
                continue;
            }

            int skip = Vector256<byte>.Count;
            while (true)
            {
                int at = BitOperations.TrailingZeroCount(quotes | slashes);
                if (at == 32)
                {
                    if (high != 0)
                        flags |= ValueFlags.NonAscii;
                    break;
                }

                if ((quotes >> at & 1) != 0)
                {
                    if ((high & ((1u << at) - 1)) != 0)
                        flags |= ValueFlags.NonAscii;
                    return p + at;
                }

                byte* escape = p + at + 1;
                if (escape >= end || !Escapes[*escape])
                    return null;
                flags |= ValueFlags.Escaped;
                if (*escape == 'u')
                {
                    flags |= ValueFlags.UnicodeEscaped;
                    if (!IsHex4(escape + 1, end))
                        return null;
                }

                if (at == 31)
                {
                    skip = 33;
                    if (high != 0)
                        flags |= ValueFlags.NonAscii;
                    break;
                }

                // The escaped character is no quote and no backslash of its own.
                uint rest = at >= 30 ? 0 : ~((1u << (at + 2)) - 1);
                quotes &= rest;
                slashes &= rest;
            }

            p += skip;
        }

        return ScanTail(p, end, ref flags);
    }

    private static byte* ScanTail(byte* p, byte* end, ref ValueFlags flags)
    {
        for (; p < end; p++)
        {
            byte c = *p;
            if (c == '"')
                return p;
            if (c >= 0x80)
            {
                flags |= ValueFlags.NonAscii;
            }
            else if (c == '\\')
            {
                p++;
                if (p >= end || !Escapes[*p])
                    return null;
                flags |= ValueFlags.Escaped;
                if (*p == 'u')
                {
                    flags |= ValueFlags.UnicodeEscaped;
                    if (!IsHex4(p + 1, end))
                        return null;
                }
            }
        }

        return null;
    }

    private static bool IsHex4(byte* p, byte* end) =>
        end - p >= 4 && char.IsAsciiHexDigit((char)p[0]) && char.IsAsciiHexDigit((char)p[1])
        && char.IsAsciiHexDigit((char)p[2]) && char.IsAsciiHexDigit((char)p[3]);

    /// <summary>Finds the end of a number, a truth value or null; null when it is none of them.</summary>
    public static byte* ScanScalar(byte* p, byte* end, out ValueKind kind)
    {
        kind = ValueKind.Number;
        switch (*p)
        {
            case (byte)'t':
                kind = ValueKind.True;
                return Word(p, end, "true"u8);
            case (byte)'f':
                kind = ValueKind.False;
                return Word(p, end, "false"u8);
            case (byte)'n':
                kind = ValueKind.Null;
                return Word(p, end, "null"u8);
            default:
                return ScanNumber(p, end);
        }
    }

    private static byte* Word(byte* p, byte* end, ReadOnlySpan<byte> word) =>
        end - p >= word.Length && new ReadOnlySpan<byte>(p, word.Length).SequenceEqual(word) ? p + word.Length : null;

    private static byte* ScanNumber(byte* p, byte* end)
    {
        if (p < end && *p == '-')
            p++;
        if (p >= end)
            return null;
        if (*p == '0')
            p++;
        else if ((p = Digits(p, end)) == null)
            return null;
        if (p < end && *p == '.' && (p = Digits(p + 1, end)) == null)
            return null;
        if (p < end && (*p | 0x20) == 'e')
        {
            p++;
            if (p < end && (*p == '+' || *p == '-'))
                p++;
            p = Digits(p, end);
        }

        return p;
    }

    /// <summary>Skips digits; null when there are none.</summary>
    private static byte* Digits(byte* p, byte* end)
    {
        byte* first = p;
        while (p < end && *p is >= (byte)'0' and <= (byte)'9')
            p++;
        return p == first ? null : p;
    }

    private static bool[] MakeEscapes()
    {
        bool[] escapes = new bool[256];
        foreach (char c in "\"\\/bfnrtu")
            escapes[c] = true;
        return escapes;
    }

    private static ValueKind[] MakeKinds()
    {
        ValueKind[] kinds = new ValueKind[256];
        Array.Fill(kinds, ValueKind.Number);
        kinds['"'] = ValueKind.String;
        kinds['{'] = ValueKind.Object;
        kinds['['] = ValueKind.Array;
        kinds['t'] = ValueKind.True;
        kinds['f'] = ValueKind.False;
        kinds['n'] = ValueKind.Null;
        return kinds;
    }
}
