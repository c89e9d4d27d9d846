using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text;

namespace HueSoc.Sigma.Matching;

/// <summary>Turns what stands between the quotes of a JSON string into text. The walk has checked the escapes.</summary>
internal static class JsonText
{
    /// <summary>Undoes the escapes. A surrogate without its other half becomes U+FFFD.</summary>
    /// <param name="source">What stands between the quotes.</param>
    /// <param name="destination">At least as long as the source; nothing grows.</param>
    /// <returns>The length of the text.</returns>
    public static int Unescape(ReadOnlySpan<byte> source, Span<byte> destination)
    {
        int written = 0;
        while (true)
        {
            int slash = source.IndexOf((byte)'\\');
            if (slash < 0)
            {
                source.CopyTo(destination[written..]);
                return written + source.Length;
            }

            source[..slash].CopyTo(destination[written..]);
            written += slash;
            source = source[slash..];
            int used = source[1] == 'u'
                ? UnescapeUnicode(source, destination, ref written)
                : UnescapeSimple(source[1], destination, ref written);
            source = source[used..];
        }
    }

    /// <summary>
    /// Undoes the escapes and folds the case of a string that is ASCII throughout and has no <c>\u</c> escapes, in one
    /// pass: most paths and command lines are such.
    /// </summary>
    /// <param name="source">What stands between the quotes.</param>
    /// <param name="destination">At least 32 bytes longer than the source.</param>
    /// <returns>The length of the text.</returns>
    public static int UnescapeAndFoldAscii(ReadOnlySpan<byte> source, Span<byte> destination)
    {
        ref byte from = ref MemoryMarshal.GetReference(source);
        ref byte to = ref MemoryMarshal.GetReference(destination);
        int length = source.Length, read = 0, written = 0;
        while (length - read >= Vector256<byte>.Count)
        {
            Vector256<byte> block = Vector256.LoadUnsafe(ref from, (nuint)read);
            FoldAscii(block).StoreUnsafe(ref to, (nuint)written);
            uint slashes = Vector256.Equals(block, Vector256.Create((byte)'\\')).ExtractMostSignificantBits();
            if (slashes == 0)
            {
                read += Vector256<byte>.Count;
                written += Vector256<byte>.Count;
                continue;
            }

            int plain = BitOperations.TrailingZeroCount(slashes);
            read += plain;
            written += plain;
            if (read + 1 >= length)
                break;
            Unsafe.Add(ref to, written++) = Simple(Unsafe.Add(ref from, read + 1));
            read += 2;
        }

        while (read < length)
        {
            byte b = Unsafe.Add(ref from, read++);
            if (b == '\\' && read < length)
                b = Simple(Unsafe.Add(ref from, read++));
            else if (b is >= (byte)'A' and <= (byte)'Z')
                b |= 0x20;
            Unsafe.Add(ref to, written++) = b;
        }

        return written;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<byte> FoldAscii(Vector256<byte> block)
    {
        Vector256<byte> upper = Vector256.LessThan(block - Vector256.Create((byte)'A'), Vector256.Create((byte)26));
        return block | (upper & Vector256.Create((byte)0x20));
    }

    private static byte Simple(byte escape) => escape switch
    {
        (byte)'b' => (byte)'\b',
        (byte)'f' => (byte)'\f',
        (byte)'n' => (byte)'\n',
        (byte)'r' => (byte)'\r',
        (byte)'t' => (byte)'\t',
        _ => escape,
    };

    private static int UnescapeSimple(byte escape, Span<byte> destination, ref int written)
    {
        destination[written++] = Simple(escape);
        return 2;
    }

    private static int UnescapeUnicode(ReadOnlySpan<byte> source, Span<byte> destination, ref int written)
    {
        int used = 6;
        int unit = Hex4(source[2..]);
        if (!Rune.TryCreate(unit, out Rune rune))
        {
            bool pair = char.IsHighSurrogate((char)unit) && source.Length >= 12 && source[6] == '\\' && source[7] == 'u';
            if (pair && Rune.TryCreate((char)unit, (char)Hex4(source[8..]), out rune))
                used = 12;
            else
                rune = Rune.ReplacementChar;
        }

        written += rune.EncodeToUtf8(destination[written..]);
        return used;
    }

    private static int Hex4(ReadOnlySpan<byte> digits)
    {
        int value = 0;
        foreach (byte digit in digits[..4])
            value = (value << 4) | HexDigit(digit);
        return value;
    }

    private static int HexDigit(byte digit) => digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10;
}
