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
    /// <summary>Up to how many literals the vector search is faster than the hash of grams.</summary>
    private const int VectorLimit = 48;

    /// <summary>Up to how many literals of one or two bytes are best looked for one after the other.</summary>
    private const int ShortLimit = 4;

    /// <summary>The scanner that suits some literals.</summary>
    /// <param name="literals">The literals; none is empty.</param>
    /// <param name="sample">Text of the kind that will be scanned, by which rare parts of literals are told from common ones; may be empty.</param>
    public static LiteralScanner Create(IReadOnlyList<ScanLiteral> literals, GramCounts sample)
    {
        List<LiteralScanner> scanners = [];
        List<ScanLiteral> grams = [];
        Choose(literals.Where(l => l.Bytes.Length < TeddyScanner.MinLength), ShortLimit, l => new ShortLiteralScanner(l));
        if (literals.Count <= VectorLimit)
        {
            Choose(literals.Where(l => l.Bytes.Length >= TeddyScanner.MinLength), VectorLimit, l => new TeddyScanner(l, sample));
        }
        else
        {
            // Where the long ones are many, the few of middle length are still better off with vectors.
            Choose(literals.Where(l => l.Bytes.Length is >= TeddyScanner.MinLength and < GramScanner.Wide), VectorLimit, l => new TeddyScanner(l, sample));
            Choose(literals.Where(l => l.Bytes.Length >= GramScanner.Wide), VectorLimit, l => new TeddyScanner(l, sample));
        }

        if (grams.Count > 0)
            scanners.Add(new GramScanner(grams, sample));
        return scanners.Count == 1 ? scanners[0] : new ScannerChain([.. scanners]);

        void Choose(IEnumerable<ScanLiteral> some, int limit, Func<List<ScanLiteral>, LiteralScanner> create)
        {
            List<ScanLiteral> group = [.. some];
            if (group.Count > limit || !TeddyScanner.IsSupported)
                grams.AddRange(group);
            else if (group.Count > 0)
                scanners.Add(create(group));
        }
    }

    /// <summary>Reports every literal that the text contains.</summary>
    /// <param name="text">The folded text.</param>
    /// <param name="sink">Whom to tell.</param>
    public abstract void Scan(ReadOnlySpan<byte> text, ILiteralSink sink);
}
