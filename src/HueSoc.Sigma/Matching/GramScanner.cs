using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace HueSoc.Sigma.Matching;

/// <summary>
/// Finds any number of literals by a hash of a few of their bytes: at each position of the text one bit of a small map
/// says whether any literal can have its bytes here, and only then the literals with that hash are compared. The map
/// grows with the number of literals, so that the time of a text hardly does, and stays in cache.
/// Literals are sorted into three tiers by length: their rarest 8, 4 or 2 bytes are hashed; single bytes have a table.
/// </summary>
internal sealed class GramScanner : LiteralScanner
{
    /// <summary>From how many bytes on a literal is told apart by eight of them.</summary>
    public const int Wide = 8;

    private readonly Tier? eights;
    private readonly Tier? fours;
    private readonly Tier? twos;
    private readonly ScanLiteral[] ones;

    /// <param name="literals">The literals; none is empty.</param>
    /// <param name="sample">Text of the kind that will be scanned.</param>
    public GramScanner(IReadOnlyList<ScanLiteral> literals, GramCounts sample)
    {
        eights = Tier.Create([.. literals.Where(l => l.Bytes.Length >= Wide)], 8, sample);
        fours = Tier.Create([.. literals.Where(l => l.Bytes.Length is >= 4 and < Wide)], 4, sample);
        twos = Tier.Create([.. literals.Where(l => l.Bytes.Length is 2 or 3)], 2, sample);
        ones = [.. literals.Where(l => l.Bytes.Length == 1)];
    }

    /// <inheritdoc/>
    public override void Scan(ReadOnlySpan<byte> text, ILiteralSink sink)
    {
        foreach (ScanLiteral literal in ones)
        {
            if (text.Contains(literal.Bytes[0]))
                sink.Found(literal.Id);
        }

        twos?.Scan2(text, sink);
        fours?.Scan4(text, sink);
        eights?.Scan8(text, sink);
    }

    private sealed class Tier
    {
        private readonly int shift;
        private readonly ulong[] map;
        private readonly int[] heads;
        private readonly int headShift;
        private readonly Entry[] entries;

        private Tier(IReadOnlyList<ScanLiteral> literals, int width, GramCounts sample)
        {
            // 32 bits a literal: about 3 % of positions pass by chance; at least 1 KiB, at most 1 MiB.
            int bits = Math.Clamp(BitOperations.Log2((uint)literals.Count) + 6, 13, 23);
            shift = 64 - bits;
            map = new ulong[1 << (bits - 6)];
            int headBits = Math.Clamp(BitOperations.Log2((uint)literals.Count) + 2, 4, 20);
            headShift = 64 - headBits;
            heads = new int[1 << headBits];
            Array.Fill(heads, -1);
            entries = new Entry[literals.Count];
            Dictionary<ulong, int> used = [];
            for (int i = 0; i < literals.Count; i++)
            {
                byte[] bytes = literals[i].Bytes;
                int window = Rarest(bytes, width, sample, used);
                ulong hash = Hash(Gram(bytes, window, width));
                map[hash >> shift >> 6] |= 1UL << (int)(hash >> shift);
                ref int head = ref heads[hash >> headShift];
                entries[i] = new() { Hash = hash, Bytes = bytes, Window = window, Id = literals[i].Id, Next = head };
                head = i;
            }
        }

        public static Tier? Create(IReadOnlyList<ScanLiteral> literals, int width, GramCounts sample) =>
            literals.Count == 0 ? null : new(literals, width, sample);

        public void Scan8(ReadOnlySpan<byte> text, ILiteralSink sink)
        {
            ref byte start = ref MemoryMarshal.GetReference(text);
            ref ulong words = ref MemoryMarshal.GetArrayDataReference(map);
            int by = shift;
            nint end = text.Length - 8;
            for (nint i = 0; i <= end; i++)
            {
                ulong hash = Hash(Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref start, i)));
                if (Passes(ref words, hash >> by))
                    Verify(text, (int)i, hash, sink);
            }
        }

        public void Scan4(ReadOnlySpan<byte> text, ILiteralSink sink)
        {
            ref byte start = ref MemoryMarshal.GetReference(text);
            ref ulong words = ref MemoryMarshal.GetArrayDataReference(map);
            int by = shift;
            nint end = text.Length - 4;
            for (nint i = 0; i <= end; i++)
            {
                ulong hash = Hash(Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref start, i)));
                if (Passes(ref words, hash >> by))
                    Verify(text, (int)i, hash, sink);
            }
        }

        public void Scan2(ReadOnlySpan<byte> text, ILiteralSink sink)
        {
            ref byte start = ref MemoryMarshal.GetReference(text);
            ref ulong words = ref MemoryMarshal.GetArrayDataReference(map);
            int by = shift;
            nint end = text.Length - 2;
            for (nint i = 0; i <= end; i++)
            {
                ulong hash = Hash(Unsafe.ReadUnaligned<ushort>(ref Unsafe.Add(ref start, i)));
                if (Passes(ref words, hash >> by))
                    Verify(text, (int)i, hash, sink);
            }
        }

        /// <summary>The high bits of the product depend on every bit of the gram.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static ulong Hash(ulong gram) => gram * 0x9E3779B97F4A7C15;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static bool Passes(ref ulong words, ulong bit) => (Unsafe.Add(ref words, (nint)(bit >> 6)) >> (int)bit & 1) != 0;

        private static ulong Gram(ReadOnlySpan<byte> bytes, int at, int width) => width switch
        {
            8 => MemoryMarshal.Read<ulong>(bytes[at..]),
            4 => MemoryMarshal.Read<uint>(bytes[at..]),
            _ => MemoryMarshal.Read<ushort>(bytes[at..]),
        };

        private static int Rarest(byte[] bytes, int width, GramCounts sample, Dictionary<ulong, int> used)
        {
            int best = 0, bestRank = int.MaxValue;
            for (int w = 0; w + width <= bytes.Length; w++)
            {
                // A gram is as rare as its rarest part; one that other literals use already makes long chains.
                int rank = int.MaxValue;
                for (int i = w; i + 3 <= w + width; i++)
                    rank = Math.Min(rank, sample.Rank(bytes, i));
                if (width < 3)
                    rank = 0;
                rank += used.GetValueOrDefault(Gram(bytes, w, width)) * 4;
                if (rank < bestRank)
                    (best, bestRank) = (w, rank);
            }

            CollectionsMarshal.GetValueRefOrAddDefault(used, Gram(bytes, best, width), out _)++;
            return best;
        }

        private void Verify(ReadOnlySpan<byte> text, int at, ulong hash, ILiteralSink sink)
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

        private struct Entry
        {
            public ulong Hash;
            public byte[] Bytes;
            public int Window;
            public int Id;
            public int Next;
        }
    }
}
