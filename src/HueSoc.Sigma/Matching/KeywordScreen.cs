using HueSoc.Sigma.Text;

namespace HueSoc.Sigma.Matching;

/// <summary>
/// Says of most events, from their raw bytes, that no keyword is in them: without taking the event apart into values and
/// undoing their escapes. It looks for the longest part of each keyword that JSON writes as it is.
/// A value with <c>\u</c> escapes or letters outside ASCII may hide a keyword from it; whoever asks looks at those.
/// </summary>
internal sealed class KeywordScreen
{
    /// <summary>Up to how many keywords the raw bytes are searched as they are; more are looked for in a folded copy.</summary>
    private const int VectorLimit = 48;

    private readonly TeddyScanner? raw;
    private readonly LiteralScanner? folded;

    private KeywordScreen(TeddyScanner? raw, LiteralScanner? folded)
    {
        this.raw = raw;
        this.folded = folded;
    }

    /// <summary>The screen of some keywords; null where one of them has no part that can be looked for.</summary>
    /// <param name="keywords">The keywords, folded.</param>
    /// <param name="sample">Text of the kind that will be scanned.</param>
    public static KeywordScreen? Create(IReadOnlyList<ScanLiteral> keywords, GramCounts sample)
    {
        if (keywords.Count == 0)
            return null;
        List<ScanLiteral> parts = [];
        foreach (ScanLiteral keyword in keywords)
        {
            byte[] part = LongestPlainPart(keyword.Bytes);
            if (part.Length < TeddyScanner.MinLength)
                return null;
            parts.Add(new(part, 0));
        }

        return TeddyScanner.IsSupported && keywords.Count <= VectorLimit
            ? new(new(parts, sample, bothCases: true), null)
            : new(null, LiteralScanner.Create(parts, sample));
    }

    /// <summary>Whether an event may hold a keyword.</summary>
    /// <param name="json">The event.</param>
    /// <param name="state">The caller's own room to work in.</param>
    public bool MayHold(ReadOnlySpan<byte> json, State state)
    {
        if (raw is not null)
            return raw.ContainsAny(json);
        state.Begin(json);
        folded!.Scan(state.Folded(json.Length), state);
        return state.Any;
    }

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

    /// <summary>What a screen needs to work with, one for each thread.</summary>
    internal sealed class State : ILiteralSink
    {
        private byte[] buffer = [];

        /// <summary>Whether a part of a keyword was found.</summary>
        public bool Any { get; private set; }

        /// <summary>Folds an event.</summary>
        public void Begin(ReadOnlySpan<byte> json)
        {
            Any = false;
            if (buffer.Length < json.Length)
                buffer = new byte[json.Length * 2];
            SimpleCaseFolding.FoldAscii(json, buffer);
        }

        /// <summary>The folded event.</summary>
        public ReadOnlySpan<byte> Folded(int length) => buffer.AsSpan(0, length);

        void ILiteralSink.Found(int literal) => Any = true;
    }
}
