using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using System.Text;

namespace HueSoc.Sigma.Matching;

/// <summary>
/// Finds a few dozen literals by comparing three bytes of each, 32 positions at a time: the nibbles of a byte select, by
/// shuffles, the groups of literals that have such a byte in that place ("Teddy", as Hyperscan describes it). What
/// passes is compared in full.
/// </summary>
internal sealed class TeddyScanner : LiteralScanner
{
    /// <summary>The shortest literal.</summary>
    public const int MinLength = 3;

    private const int Buckets = 8;
    private const int Width = 32;

    private readonly Vector256<byte> low0, high0, low1, high1, low2, high2;
    private readonly byte[][][] bytes = new byte[Buckets][][];
    private readonly int[][] windows = new int[Buckets][];
    private readonly int[][] ids = new int[Buckets][];

    /// <param name="literals">The literals, each at least <see cref="MinLength"/> bytes.</param>
    /// <param name="sample">Text of the kind that will be scanned.</param>
    /// <param name="bothCases">Whether the text that is scanned is not folded: ASCII letters then match in either case.</param>
    public TeddyScanner(IReadOnlyList<ScanLiteral> literals, GramCounts sample, bool bothCases = false)
    {
        Span<byte> low = stackalloc byte[16 * 3];
        Span<byte> high = stackalloc byte[16 * 3];
        BothCases = bothCases;
        (ScanLiteral Literal, int Window)[] ordered =
        [
            .. literals.Select(l => (Literal: l, Window: Rarest(l.Bytes, sample)))
                .OrderBy(l => BitConverter.ToUInt16(l.Literal.Bytes, l.Window)).ThenBy(l => l.Literal.Bytes[l.Window + 2]),
        ];
        int perBucket = (ordered.Length + Buckets - 1) / Buckets;
        for (int b = 0; b < Buckets; b++)
        {
            (ScanLiteral Literal, int Window)[] members = [.. ordered.Skip(b * perBucket).Take(perBucket)];
            bytes[b] = [.. members.Select(m => m.Literal.Bytes)];
            windows[b] = [.. members.Select(m => m.Window)];
            ids[b] = [.. members.Select(m => m.Literal.Id)];
            foreach ((ScanLiteral literal, int window) in members)
            {
                for (int i = 0; i < 3; i++)
                {
                    byte c = literal.Bytes[window + i];
                    low[(16 * i) + (c & 15)] |= (byte)(1 << b);
                    high[(16 * i) + (c >> 4)] |= (byte)(1 << b);
                    if (bothCases && c is >= (byte)'a' and <= (byte)'z')
                        high[(16 * i) + ((c & ~0x20) >> 4)] |= (byte)(1 << b);
                }
            }
        }

        low0 = Both(low[..16]);
        low1 = Both(low[16..32]);
        low2 = Both(low[32..]);
        high0 = Both(high[..16]);
        high1 = Both(high[16..32]);
        high2 = Both(high[32..]);
    }

    /// <summary>Whether this machine has the instructions.</summary>
    public static bool IsSupported => Avx2.IsSupported;

    private bool BothCases { get; }

    /// <inheritdoc/>
    public override void Scan(ReadOnlySpan<byte> text, ILiteralSink sink) => Search(text, sink);

    /// <summary>Whether a text contains any of the literals.</summary>
    /// <param name="text">The text.</param>
    public bool ContainsAny(ReadOnlySpan<byte> text) => Search(text, sink: null);

    private bool Search(ReadOnlySpan<byte> text, ILiteralSink? sink)
    {
        ref byte start = ref MemoryMarshal.GetReference(text);
        int i = 0;
        for (; i + Width + 2 <= text.Length; i += Width)
        {
            uint hits = Candidates(ref Unsafe.Add(ref start, i), out Vector256<byte> groups);
            if (hits != 0 && Verify(text, i, hits, groups, sink) && sink is null)
                return true;
        }

        if (i + MinLength > text.Length)
            return false;
        Span<byte> tail = stackalloc byte[Width + 2];
        tail.Clear();
        text[i..].CopyTo(tail);
        uint last = Candidates(ref MemoryMarshal.GetReference(tail), out Vector256<byte> lastGroups);
        return last != 0 && Verify(text, i, last, lastGroups, sink);
    }

    private static Vector256<byte> Both(ReadOnlySpan<byte> half) => Vector256.Create(Vector128.Create(half), Vector128.Create(half));

    private static int Rarest(byte[] literal, GramCounts sample)
    {
        int best = 0, bestRank = int.MaxValue;
        for (int w = 0; w + 3 <= literal.Length; w++)
        {
            int rank = sample.Rank(literal, w);
            if (rank < bestRank)
                (best, bestRank) = (w, rank);
        }

        return best;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private uint Candidates(ref byte p, out Vector256<byte> groups)
    {
        Vector256<byte> nibble = Vector256.Create((byte)15);
        Vector256<byte> v0 = Vector256.LoadUnsafe(ref p);
        Vector256<byte> v1 = Vector256.LoadUnsafe(ref p, 1);
        Vector256<byte> v2 = Vector256.LoadUnsafe(ref p, 2);
        groups = Avx2.Shuffle(low0, v0 & nibble) & Avx2.Shuffle(high0, (v0.AsUInt16() >> 4).AsByte() & nibble)
            & Avx2.Shuffle(low1, v1 & nibble) & Avx2.Shuffle(high1, (v1.AsUInt16() >> 4).AsByte() & nibble)
            & Avx2.Shuffle(low2, v2 & nibble) & Avx2.Shuffle(high2, (v2.AsUInt16() >> 4).AsByte() & nibble);
        return ~Vector256.Equals(groups, Vector256<byte>.Zero).ExtractMostSignificantBits();
    }

    private bool Verify(ReadOnlySpan<byte> text, int offset, uint hits, Vector256<byte> groups, ILiteralSink? sink)
    {
        bool any = false;
        for (; hits != 0; hits &= hits - 1)
        {
            int at = BitOperations.TrailingZeroCount(hits);
            for (uint members = groups.GetElement(at); members != 0; members &= members - 1)
            {
                int b = BitOperations.TrailingZeroCount(members);
                byte[][] bucket = bytes[b];
                for (int m = 0; m < bucket.Length; m++)
                {
                    int from = offset + at - windows[b][m];
                    if (from < 0 || from + bucket[m].Length > text.Length)
                        continue;
                    ReadOnlySpan<byte> candidate = text.Slice(from, bucket[m].Length);
                    if (BothCases ? Ascii.EqualsIgnoreCase(candidate, bucket[m]) : candidate.SequenceEqual(bucket[m]))
                    {
                        any = true;
                        sink?.Found(ids[b][m]);
                    }
                }
            }
        }

        return any;
    }
}
