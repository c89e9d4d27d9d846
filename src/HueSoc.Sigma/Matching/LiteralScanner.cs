namespace HueSoc.Sigma.Matching;

/// <summary>Is told which literals a text holds. A literal may be reported more than once.</summary>
#pragma warning disable MA0048 // The scanner and whom it reports to are one contract.
internal interface ILiteralSink
{
    /// <summary>A literal was found.</summary>
    /// <param name="literal">Its id.</param>
    void Found(int literal);
}

/// <summary>A literal to look for.</summary>
/// <param name="Bytes">Its folded bytes, at least one.</param>
/// <param name="Id">What it is reported as.</param>
internal readonly record struct ScanLiteral(byte[] Bytes, int Id);

/// <summary>Finds all literals that a folded text contains, in one pass.</summary>
internal abstract class LiteralScanner
{
    /// <summary>From how many literals on the hash of grams is faster than the vector search.</summary>
    private const int VectorLimit = 48;

    /// <summary>The scanner that suits some literals.</summary>
    /// <param name="literals">The literals; none is empty.</param>
    /// <param name="sample">Text of the kind that will be scanned, by which rare parts of literals are told from common ones; may be empty.</param>
    public static LiteralScanner Create(IReadOnlyList<ScanLiteral> literals, GramCounts sample)
    {
        List<ScanLiteral> shorts = [.. literals.Where(l => l.Bytes.Length < TeddyScanner.MinLength)];
        List<ScanLiteral> others = [.. literals.Where(l => l.Bytes.Length >= TeddyScanner.MinLength)];
        if (TeddyScanner.IsSupported && others.Count <= VectorLimit && shorts.Count <= 4)
        {
            LiteralScanner? vector = others.Count == 0 ? null : new TeddyScanner(others, sample);
            return shorts.Count == 0 ? vector! : new ShortLiteralScanner(shorts, vector);
        }

        return new GramScanner(literals, sample);
    }

    /// <summary>Reports every literal that the text contains.</summary>
    /// <param name="text">The folded text.</param>
    /// <param name="sink">Whom to tell.</param>
    public abstract void Scan(ReadOnlySpan<byte> text, ILiteralSink sink);
}
