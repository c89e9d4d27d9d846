namespace HueSoc.Sigma.Matching;

/// <summary>Looks for a few literals of one or two bytes one after the other.</summary>
/// <param name="literals">The literals.</param>
internal sealed class ShortLiteralScanner(IReadOnlyList<ScanLiteral> literals) : LiteralScanner
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
    }
}
