using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace HueSoc.Sigma.Matching;

/// <summary>
/// Finds any number of literals by a hash of a few of their bytes (a gram): one bit of a small map says whether any
/// literal can have its gram here, and only then the literals with that hash are compared. The map grows with the number
/// of literals, so that the time of a text hardly does, and stays in cache.
/// Literals of eight bytes and more are looked for at every fourth position only: four grams of five bytes, one for each
/// way the text can be aligned, stand for each. Shorter ones are looked for at every position by four or two bytes, single
/// bytes one after the other.
/// </summary>
internal sealed class GramScanner : LiteralScanner
{
    /// <summary>From how many bytes on a literal is looked for at every fourth position.</summary>
    public const int Wide = Stride + WideGram - 1;

    private const int Stride = 4;
    private const int WideGram = 5;
    private const ulong WideMask = (1UL << (8 * WideGram)) - 1;

    private readonly GramTable? wide;
    private readonly GramTable? fours;
    private readonly GramTable? twos;
    private readonly ScanLiteral[] ones;

    /// <param name="literals">The literals; none is empty.</param>
    /// <param name="sample">Text of the kind that will be scanned.</param>
    public GramScanner(IReadOnlyList<ScanLiteral> literals, GramCounts sample)
    {
        wide = GramTable.Create([.. literals.Where(l => l.Bytes.Length >= Wide)], WideGram, Stride, sample);
        fours = GramTable.Create([.. literals.Where(l => l.Bytes.Length is >= 4 and < Wide)], 4, 1, sample);
        twos = GramTable.Create([.. literals.Where(l => l.Bytes.Length is 2 or 3)], 2, 1, sample);
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

        if (twos is not null)
            ScanEach<ushort>(twos, text, sink);
        if (fours is not null)
            ScanEach<uint>(fours, text, sink);
        if (wide is not null)
            ScanWide(wide, text, sink);
    }

    private static void ScanWide(GramTable table, ReadOnlySpan<byte> text, ILiteralSink sink)
    {
        ref byte start = ref MemoryMarshal.GetReference(text);
        ref ulong words = ref table.Words;
        int shift = table.Shift;
        nint i = 0;
        for (nint end = text.Length - sizeof(ulong); i <= end; i += Stride)
        {
            ulong hash = GramTable.Hash(Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref start, i)) & WideMask);
            if (GramTable.Passes(ref words, hash >> shift))
                table.Verify(text, (int)i, hash, sink);
        }

        // The last positions, where eight bytes are no longer there to be read.
        for (nint end = text.Length - WideGram; i <= end; i += Stride)
        {
            ref byte at = ref Unsafe.Add(ref start, i);
            ulong hash = GramTable.Hash(Unsafe.ReadUnaligned<uint>(ref at) | ((ulong)Unsafe.Add(ref at, 4) << 32));
            if (GramTable.Passes(ref words, hash >> shift))
                table.Verify(text, (int)i, hash, sink);
        }
    }

    /// <summary>Looks at every position, by as many bytes as the type has.</summary>
    private static void ScanEach<TGram>(GramTable table, ReadOnlySpan<byte> text, ILiteralSink sink)
        where TGram : unmanaged, IBinaryInteger<TGram>
    {
        ref byte start = ref MemoryMarshal.GetReference(text);
        ref ulong words = ref table.Words;
        int shift = table.Shift;
        nint end = text.Length - Unsafe.SizeOf<TGram>();
        for (nint i = 0; i <= end; i++)
        {
            ulong hash = GramTable.Hash(ulong.CreateTruncating(Unsafe.ReadUnaligned<TGram>(ref Unsafe.Add(ref start, i))));
            if (GramTable.Passes(ref words, hash >> shift))
                table.Verify(text, (int)i, hash, sink);
        }
    }
}
