namespace HueSoc.Sigma.Matching;

/// <summary>Several scanners, each for the literals that suit it.</summary>
/// <param name="scanners">The scanners.</param>
internal sealed class ScannerChain(LiteralScanner[] scanners) : LiteralScanner
{
    /// <inheritdoc/>
    public override void Scan(ReadOnlySpan<byte> text, ILiteralSink sink)
    {
        foreach (LiteralScanner scanner in scanners)
            scanner.Scan(text, sink);
    }
}
