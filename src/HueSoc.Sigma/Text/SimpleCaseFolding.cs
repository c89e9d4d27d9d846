using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text;

namespace HueSoc.Sigma.Text;

/// <summary>
/// Unicode simple case folding (The Unicode Standard, section 3.13, toSimpleCasefold): two texts are equal without
/// regard to case when their foldings are. One code point folds to exactly one; its length in UTF-8 may change.
/// </summary>
internal static class SimpleCaseFolding
{
    private const int PageBits = 7;
    private const int PageSize = 1 << PageBits;
    private const int Limit = 0x20000;

    // Two levels: the page of a code point, then what to add to it. Most pages share the first one, which is all zero.
    private static readonly byte[] PageOf = new byte[Limit >> PageBits];
    private static readonly int[] Deltas = BuildDeltas();

    /// <summary>The most bytes that folding that many bytes can give: an invalid byte becomes U+FFFD, which has three.</summary>
    /// <param name="length">A number of bytes.</param>
    public static int MaxFoldedLength(int length) => checked(length * 3);

    /// <summary>The folding of a code point.</summary>
    /// <param name="codePoint">0 to 0x10FFFF; surrogates fold to themselves.</param>
    public static int Fold(int codePoint) => (uint)codePoint < Limit
        ? codePoint + Deltas[(PageOf[codePoint >> PageBits] << PageBits) | (codePoint & (PageSize - 1))]
        : codePoint;

    /// <summary>The folding of a text. A lone surrogate becomes U+FFFD.</summary>
    /// <param name="text">The text.</param>
    public static string Fold(string text)
    {
        if (Ascii.IsValid(text))
            return text.ToLowerInvariant();
        StringBuilder folded = new(text.Length);
        foreach (Rune rune in text.EnumerateRunes())
            folded.Append(new Rune(Fold(rune.Value)).ToString());
        return folded.ToString();
    }

    /// <summary>The folding of a text as UTF-8. A lone surrogate becomes U+FFFD.</summary>
    /// <param name="text">The text.</param>
    public static byte[] FoldToUtf8(string text)
    {
        if (!Ascii.IsValid(text))
            return Encoding.UTF8.GetBytes(Fold(text));
        byte[] bytes = Encoding.ASCII.GetBytes(text);
        FoldAscii(bytes, bytes);
        return bytes;
    }

    /// <summary>
    /// Folds UTF-8. Invalid bytes become U+FFFD, one for each maximal subpart (The Unicode Standard, section 3.9), as
    /// .NET's decoder does it.
    /// </summary>
    /// <param name="utf8">The text; it may be invalid.</param>
    /// <param name="destination">At least <see cref="MaxFoldedLength"/> bytes; it must not overlap the text.</param>
    /// <returns>The bytes written.</returns>
    /// <exception cref="ArgumentException">The destination is too small.</exception>
    public static int FoldUtf8(ReadOnlySpan<byte> utf8, Span<byte> destination)
    {
        if (destination.Length < MaxFoldedLength(utf8.Length))
            throw new ArgumentException("the destination is smaller than the longest folding", nameof(destination));

        int read = 0;
        int written = 0;
        while (read < utf8.Length)
        {
            int run = FoldAsciiRun(utf8[read..], destination[written..]);
            read += run;
            written += run;

            // What follows is likely to be more of the same: letters with diacritics stand in twos and threes.
            while (read < utf8.Length && utf8[read] >= 0x80)
            {
                _ = Rune.DecodeFromUtf8(utf8[read..], out Rune rune, out int consumed);
                read += consumed;
                written += Encode(Fold(rune.Value), destination[written..]);
            }
        }

        return written;
    }

    /// <summary>Turns A–Z into a–z and copies every other byte, valid UTF-8 or not.</summary>
    /// <param name="source">The bytes.</param>
    /// <param name="destination">At least as long; it may be the source itself.</param>
    /// <exception cref="ArgumentException">The destination is too small.</exception>
    public static void FoldAscii(ReadOnlySpan<byte> source, Span<byte> destination)
    {
        if (destination.Length < source.Length)
            throw new ArgumentException("the destination is smaller than the source", nameof(destination));

        ref byte from = ref MemoryMarshal.GetReference(source);
        ref byte to = ref MemoryMarshal.GetReference(destination);
        int length = source.Length;
        int i = 0;
        if (Vector512.IsHardwareAccelerated)
        {
            for (; i <= length - Vector512<byte>.Count; i += Vector512<byte>.Count)
            {
                Vector512<byte> bytes = Vector512.LoadUnsafe(ref from, (nuint)i);
                Vector512<byte> upper = Vector512.LessThan(bytes - Vector512.Create((byte)'A'), Vector512.Create((byte)26));
                (bytes | (upper & Vector512.Create((byte)0x20))).StoreUnsafe(ref to, (nuint)i);
            }
        }

        if (Vector256.IsHardwareAccelerated)
        {
            for (; i <= length - Vector256<byte>.Count; i += Vector256<byte>.Count)
            {
                Vector256<byte> bytes = Vector256.LoadUnsafe(ref from, (nuint)i);
                Vector256<byte> upper = Vector256.LessThan(bytes - Vector256.Create((byte)'A'), Vector256.Create((byte)26));
                (bytes | (upper & Vector256.Create((byte)0x20))).StoreUnsafe(ref to, (nuint)i);
            }
        }

        for (; i <= length - Vector128<byte>.Count; i += Vector128<byte>.Count)
            Lower(Vector128.LoadUnsafe(ref from, (nuint)i)).StoreUnsafe(ref to, (nuint)i);
        for (; i < length; i++)
            destination[i] = Lower(source[i]);
    }

    // Folds up to the first byte that is not ASCII; returns how many bytes that were. May write past them, within the destination.
    private static int FoldAsciiRun(ReadOnlySpan<byte> source, Span<byte> destination)
    {
        ref byte from = ref MemoryMarshal.GetReference(source);
        ref byte to = ref MemoryMarshal.GetReference(destination);
        int length = source.Length;
        int i = 0;
        if (Vector256.IsHardwareAccelerated)
        {
            for (; i <= length - Vector256<byte>.Count; i += Vector256<byte>.Count)
            {
                Vector256<byte> bytes = Vector256.LoadUnsafe(ref from, (nuint)i);
                if (bytes.ExtractMostSignificantBits() != 0)
                    break;
                Vector256<byte> upper = Vector256.LessThan(bytes - Vector256.Create((byte)'A'), Vector256.Create((byte)26));
                (bytes | (upper & Vector256.Create((byte)0x20))).StoreUnsafe(ref to, (nuint)i);
            }
        }

        for (; i <= length - Vector128<byte>.Count; i += Vector128<byte>.Count)
        {
            Vector128<byte> bytes = Vector128.LoadUnsafe(ref from, (nuint)i);
            if (bytes.ExtractMostSignificantBits() != 0)
                break;
            Lower(bytes).StoreUnsafe(ref to, (nuint)i);
        }

        for (; i < length && source[i] < 0x80; i++)
            destination[i] = Lower(source[i]);
        return i;
    }

    private static Vector128<byte> Lower(Vector128<byte> bytes)
    {
        Vector128<byte> upper = Vector128.LessThan(bytes - Vector128.Create((byte)'A'), Vector128.Create((byte)26));
        return bytes | (upper & Vector128.Create((byte)0x20));
    }

    private static byte Lower(byte value) => (uint)(value - 'A') < 26 ? (byte)(value | 0x20) : value;

    private static int Encode(int codePoint, Span<byte> destination)
    {
        if (codePoint < 0x80)
        {
            destination[0] = (byte)codePoint;
            return 1;
        }

        return new Rune(codePoint).EncodeToUtf8(destination);
    }

    private static int[] BuildDeltas()
    {
        List<int> deltas = [.. new int[PageSize]];
        foreach (CaseFoldingTable.Range range in CaseFoldingTable.Ranges)
        {
            for (int codePoint = range.First; codePoint <= range.Last; codePoint += range.Stride)
            {
                ref byte page = ref PageOf[codePoint >> PageBits];
                if (page == 0)
                {
                    page = checked((byte)(deltas.Count / PageSize));
                    deltas.AddRange(new int[PageSize]);
                }

                deltas[(page << PageBits) | (codePoint & (PageSize - 1))] = range.Delta;
            }
        }

        return [.. deltas];
    }
}
