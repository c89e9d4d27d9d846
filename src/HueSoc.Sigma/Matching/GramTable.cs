using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace HueSoc.Sigma.Matching;

/// <summary>
/// Literals by the hash of a gram of theirs, with a map of bits before it. Where only every n-th position of a text is
/// looked at, n neighbouring grams of each literal are in it.
/// </summary>
internal sealed class GramTable
{
    private const int MaxPositions = 128;

    private readonly ulong[] map;
    private readonly int[] heads;
    private readonly int headShift;
    private readonly Entry[] entries;

    private GramTable(IReadOnlyList<ScanLiteral> literals, int width, int stride, GramCounts sample)
    {
        // 32 to 64 bits a gram: 2 to 3 % of positions pass by chance; at least 1 KiB, at most 1 MiB.
        int grams = literals.Count * stride;
        int bits = Math.Clamp(BitOperations.Log2((uint)grams) + 6, 13, 23);
        Shift = 64 - bits;
        map = new ulong[1 << (bits - 6)];
        int headBits = Math.Clamp(BitOperations.Log2((uint)grams) + 2, 4, 20);
        headShift = 64 - headBits;
        heads = new int[1 << headBits];
        Array.Fill(heads, -1);
        entries = new Entry[grams];
        Dictionary<ulong, int> used = [];
        int count = 0;
        foreach (ScanLiteral literal in literals)
        {
            int window = Rarest(literal.Bytes, width, stride, sample, used);
            for (int i = window; i < window + stride; i++)
            {
                ulong gram = Gram(literal.Bytes, i, width);
                ulong hash = Hash(gram);
                map[hash >> Shift >> 6] |= 1UL << (int)(hash >> Shift);
                ref int head = ref heads[hash >> headShift];
                entries[count] = new() { Hash = hash, Bytes = literal.Bytes, Window = i, Id = literal.Id, Next = head };
                head = count++;
                CollectionsMarshal.GetValueRefOrAddDefault(used, gram, out _)++;
            }
        }
    }

    /// <summary>By how much a hash is shifted to give its bit in the map.</summary>
    public int Shift { get; }

    /// <summary>The first word of the map.</summary>
    public ref ulong Words => ref MemoryMarshal.GetArrayDataReference(map);

    /// <summary>A table; null when there are no literals.</summary>
    /// <param name="literals">The literals, each at least <paramref name="width"/> + <paramref name="stride"/> - 1 bytes long.</param>
    /// <param name="width">The bytes of a gram.</param>
    /// <param name="stride">Every how many positions a text is looked at.</param>
    /// <param name="sample">Text of the kind that will be scanned.</param>
    public static GramTable? Create(IReadOnlyList<ScanLiteral> literals, int width, int stride, GramCounts sample) =>
        literals.Count == 0 ? null : new(literals, width, stride, sample);

    /// <summary>The hash of a gram: the high bits of the product depend on every bit of it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Hash(ulong gram) => gram * 0x9E3779B97F4A7C15;

    /// <summary>Whether a bit of the map is set.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Passes(ref ulong words, ulong bit) => (Unsafe.Add(ref words, (nint)(bit >> 6)) >> (int)bit & 1) != 0;

    /// <summary>Reports the literals that have their gram at a position.</summary>
    public void Verify(ReadOnlySpan<byte> text, int at, ulong hash, ILiteralSink sink)
    {
        for (int e = heads[hash >> headShift]; e >= 0;)
        {
            ref readonly Entry entry = ref entries[e];
            e = entry.Next;
            int from = at - entry.Window;
            if (entry.Hash == hash && from >= 0 && from + entry.Bytes.Length <= text.Length
                && text.Slice(from, entry.Bytes.Length).SequenceEqual(entry.Bytes))
                sink.Found(entry.Id);
        }
    }

    private static ulong Gram(ReadOnlySpan<byte> bytes, int at, int width)
    {
        ulong gram = 0;
        for (int i = width - 1; i >= 0; i--)
            gram = (gram << 8) | bytes[at + i];
        return gram;
    }

    /// <summary>Where in a literal its grams begin that are rarest together; of a very long one only the beginning is looked at.</summary>
    private static int Rarest(byte[] bytes, int width, int stride, GramCounts sample, Dictionary<ulong, int> used)
    {
        int positions = Math.Min(bytes.Length - width + 1, MaxPositions);
        if (positions == stride)
            return 0;
        Span<int> ranks = stackalloc int[MaxPositions];
        for (int i = 0; i < positions; i++)
            ranks[i] = Rank(bytes, i, width, sample) + (used.GetValueOrDefault(Gram(bytes, i, width)) * 4);
        int best = 0;
        long bestRank = long.MaxValue;
        for (int w = 0; w + stride <= positions; w++)
        {
            long rank = 0;
            foreach (int part in ranks.Slice(w, stride))
                rank += part;
            if (rank < bestRank)
                (best, bestRank) = (w, rank);
        }

        return best;
    }

    /// <summary>A gram is as rare as its rarest three bytes.</summary>
    private static int Rank(byte[] bytes, int at, int width, GramCounts sample)
    {
        if (width < 3)
            return 0;
        int rank = int.MaxValue;
        for (int i = at; i + 3 <= at + width; i++)
            rank = Math.Min(rank, sample.Rank(bytes, i));
        return rank;
    }

    private struct Entry
    {
        public ulong Hash;
        public byte[] Bytes;
        public int Window;
        public int Id;
        public int Next;
    }
}
