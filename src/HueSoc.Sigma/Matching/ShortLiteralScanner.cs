namespace HueSoc.Sigma.Matching;

/// <summary>Looks for a few literals of one or two bytes one after the other, then leaves the rest to another scanner.</summary>
/// <param name="literals">The short literals.</param>
/// <param name="rest">The scanner of the others, if there are any.</param>
internal sealed class ShortLiteralScanner(IReadOnlyList<ScanLiteral> literals, LiteralScanner? rest) : LiteralScanner
{
    private readonly ScanLiteral[] literals = [.. literals];

    /// <inheritdoc/>
    public override void Scan(ReadOnlySpan<byte> text, ILiteralSink sink)
    {
        foreach (ScanLiteral literal in literals)
        {
            if (text.IndexOf(literal.Bytes) >= 0)
                sink.Found(literal.Id);
        }

        rest?.Scan(text, sink);
    }
}
