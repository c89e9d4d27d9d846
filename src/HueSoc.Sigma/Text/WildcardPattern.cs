using System.Collections.Immutable;
using System.Text;
using HueSoc.Sigma.Detections;

namespace HueSoc.Sigma.Text;

/// <summary>
/// A text with wildcards, ready to be compared with UTF-8: <c>*</c> is any run of bytes, newlines included, <c>?</c>
/// one Unicode scalar value (or one maximal invalid subsequence). What stands between stars is looked for from left to
/// right and never moved again, so that the time is at most the product of both lengths.
/// </summary>
internal sealed class WildcardPattern
{
    // One segment more than there are stars; a pattern without a star has one.
    private readonly WildcardSegment[] _segments;
    private readonly int _minimumLength;

    private WildcardPattern(WildcardSegment[] segments, bool cased)
    {
        _segments = segments;
        _minimumLength = segments.Sum(s => s.MinimumLength);
        Cased = cased;
        Class = Classify();
        Fragment = Class == WildcardClass.General ? [] : segments.FirstOrDefault(s => !s.IsEmpty)?.Literal ?? [];
        Prefix = segments[0].Prefix;
        Suffix = Class == WildcardClass.Exact ? [] : segments[^1].Suffix;
        Inner = FindInner();
    }

    /// <summary>Whether the text must be given as it is; otherwise folded.</summary>
    public bool Cased { get; }

    /// <summary>The form.</summary>
    public WildcardClass Class { get; }

    /// <summary>The one literal of every form but <see cref="WildcardClass.General"/>; empty there.</summary>
    public byte[] Fragment { get; }

    /// <summary>What every match begins with; empty when that is not known.</summary>
    public byte[] Prefix { get; }

    /// <summary>What every match ends with; empty when that is not known, or when there is no wildcard. In <c>a?a</c> it may not overlap the prefix.</summary>
    public byte[] Suffix { get; }

    /// <summary>What every match holds between prefix and suffix, in this order.</summary>
    public ImmutableArray<byte[]> Inner { get; }

    /// <summary>The fewest bytes of a match.</summary>
    public int MinimumLength => _minimumLength;

    /// <summary>Prepares a text with wildcards.</summary>
    /// <param name="text">The text.</param>
    /// <param name="cased">Whether upper and lower case differ; otherwise the literals are folded, and the caller folds what it compares.</param>
    /// <exception cref="ArgumentException">The text has a placeholder left.</exception>
    public static WildcardPattern Create(SigmaString text, bool cased)
    {
        if (text.HasPlaceholders)
            throw new ArgumentException("a placeholder has no bytes to compare", nameof(text));

        List<WildcardSegment> segments = [];
        List<(int Skip, byte[] Literal)> steps = [];
        int skip = 0;
        foreach (SigmaStringPart part in text.Parts)
        {
            switch (part.Kind)
            {
                case SigmaStringPartKind.AnyOne:
                    skip++;
                    break;
                case SigmaStringPartKind.Literal:
                    steps.Add((skip, cased ? Encoding.UTF8.GetBytes(part.Text) : SimpleCaseFolding.FoldToUtf8(part.Text)));
                    skip = 0;
                    break;
                default:
                    EndSegment();
                    break;
            }
        }

        EndSegment();
        return new WildcardPattern([.. segments], cased);

        void EndSegment()
        {
            if (skip > 0)
                steps.Add((skip, []));
            segments.Add(new WildcardSegment(steps));
            steps.Clear();
            skip = 0;
        }
    }

    /// <summary>Whether the whole text matches.</summary>
    /// <param name="utf8">The text, folded unless the pattern is <see cref="Cased"/>.</param>
    public bool IsMatch(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length < _minimumLength)
            return false;
        int start = _segments[0].MatchAtStart(utf8);
        if (start < 0)
            return false;
        if (_segments.Length == 1)
            return start == utf8.Length;

        ReadOnlySpan<byte> rest = utf8[start..];
        int end = _segments[^1].MatchAtEnd(rest);
        if (end < 0)
            return false;
        rest = rest[..end];
        foreach (WildcardSegment segment in _segments.AsSpan(1, _segments.Length - 2))
        {
            int found = segment.Find(rest);
            if (found < 0)
                return false;
            rest = rest[found..];
        }

        return true;
    }

    private WildcardClass Classify()
    {
        if (_segments.Any(s => s.Literal is null))
            return WildcardClass.General;
        if (_segments.Length == 1)
            return WildcardClass.Exact;

        // Neighbouring stars were merged: an empty segment is only found at the ends.
        return (_segments[0].IsEmpty, _segments[^1].IsEmpty, _segments.Length) switch
        {
            (false, true, 2) => WildcardClass.StartsWith,
            (true, false, 2) => WildcardClass.EndsWith,
            (true, true, <= 3) => WildcardClass.Contains,
            _ => WildcardClass.General,
        };
    }

    private ImmutableArray<byte[]> FindInner()
    {
        List<byte[]> all = [.. _segments.SelectMany(s => s.Literals)];
        if (Prefix.Length > 0)
            all.RemoveAt(0);
        if (Suffix.Length > 0 && all.Count > 0)
            all.RemoveAt(all.Count - 1);
        return [.. all];
    }
}
