namespace HueSoc.Sigma.Matching;

/// <summary>
/// Says of most events, from their raw bytes, that no keyword is in them: without taking the event apart into values and
/// undoing their escapes. It looks for the longest part of each keyword that JSON writes as it is.
/// A value with <c>\u</c> escapes or letters outside ASCII may hide a keyword from it; whoever asks looks at those.
/// </summary>
internal sealed class KeywordScreen
{
    private const int MaxKeywords = 128;

    private readonly TeddyScanner scanner;

    private KeywordScreen(TeddyScanner scanner) => this.scanner = scanner;

    /// <summary>The screen of some keywords; null where one of them has no part that can be looked for, or they are too many.</summary>
    /// <param name="keywords">The keywords, folded.</param>
    /// <param name="sample">Text of the kind that will be scanned.</param>
    public static KeywordScreen? Create(IReadOnlyList<ScanLiteral> keywords, GramCounts sample)
    {
        if (!TeddyScanner.IsSupported || keywords.Count is 0 or > MaxKeywords)
            return null;
        List<ScanLiteral> parts = [];
        foreach (ScanLiteral keyword in keywords)
        {
            byte[] part = LongestPlainPart(keyword.Bytes);
            if (part.Length < TeddyScanner.MinLength)
                return null;
            parts.Add(new(part, 0));
        }

        return new(new(parts, sample, bothCases: true));
    }

    /// <summary>Whether an event may hold a keyword.</summary>
    /// <param name="json">The event.</param>
    public bool MayHold(ReadOnlySpan<byte> json) => scanner.ContainsAny(json);

    private static byte[] LongestPlainPart(byte[] keyword)
    {
        int best = 0, bestLength = 0, start = 0;
        for (int i = 0; i <= keyword.Length; i++)
        {
            if (i < keyword.Length && keyword[i] is >= 0x20 and < 0x7F and not ((byte)'"' or (byte)'\\' or (byte)'/'))
                continue;
            if (i - start > bestLength)
                (best, bestLength) = (start, i - start);
            start = i + 1;
        }

        return keyword[best..(best + bestLength)];
    }
}
