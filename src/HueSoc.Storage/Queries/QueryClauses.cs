using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace HueSoc.Storage.Queries;

/// <summary>Makes conditions of what was read: which kind each is depends on the field and on the value.</summary>
internal sealed class QueryClauses(QueryScanner scanner)
{
    private const string NothingToFind = "expected a letter or a digit to search for";

    private readonly HashSet<string> fields = new(StringComparer.Ordinal);
    private int count;

    /// <summary>Counts a field's name; faults when there are too many.</summary>
    public bool TryName(QueryTerm field)
    {
        if (fields.Add(field.Literal) && fields.Count > QueryLimits.Fields)
            scanner.Fail(field.Start, string.Create(CultureInfo.InvariantCulture, $"expected at most {QueryLimits.Fields} different fields"));
        return scanner.Error is null;
    }

    /// <summary>A field that is there.</summary>
    public QueryNode? Exists(QueryTerm name) => Counted(name.Start, new ExistsNode(name.Literal));

    /// <summary>A field with a value.</summary>
    public QueryNode? Field(string field, QueryTerm value)
    {
        if (!IsUsable(value))
            return null;
        if (value.Literal.Length == 0 && !value.IsQuoted)
            return scanner.Fail(value.Start, $"expected a value after '{field}:'");
        if (value.IsAnything)
            return Counted(value.Start, new ExistsNode(field));
        if (TimeText.IsTimeField(field))
            return Range(field, value.Start, value, includesLower: true, value, includesUpper: true);
        if (value.IsPattern)
            return Counted(value.Start, Pattern(field, value.ComparedPattern()));
        if (TextFields.Contains(field))
            return Phrase(field, value);
        if (Text.AddressText.IsAddressField(field) && value.Literal.Contains('/', StringComparison.Ordinal))
            return Network(field, value);
        return Counted(value.Start, new FieldNode(field, FieldValue.Of(value.Literal, field), IsPattern: false));
    }

    /// <summary>A field between bounds.</summary>
    public QueryNode? Range(string field, int start, QueryTerm? lower, bool includesLower, QueryTerm? upper, bool includesUpper)
    {
        if (TimeText.IsTimeField(field))
        {
            foreach (QueryTerm? bound in (ReadOnlySpan<QueryTerm?>)[lower, upper])
            {
                if (bound is { } term && !TimeText.TryParse(term.Literal, out _))
                    return scanner.Fail(term.Start, "expected a time, like 2026-11-22, 2026-11-22T08:30:00Z or 2026-11-22T15:30:00+07:00");
            }
        }

        if (lower is null && upper is null)
            return Counted(start, new ExistsNode(field));
        return Counted(start, new RangeNode(field, Bound(lower, field), includesLower, Bound(upper, field), includesUpper));
    }

    /// <summary>Text without a field.</summary>
    public QueryNode? FreeText(QueryTerm term)
    {
        if (!IsUsable(term))
            return null;
        if (term.IsAnything)
            return Counted(term.Start, new EverythingNode());
        if (!term.IsPattern)
            return Phrase(field: null, term);
        List<QueryNode> pieces = Pieces(term.ComparedPattern());
        return pieces.Count switch
        {
            0 => scanner.Fail(term.Start, NothingToFind),
            1 => Counted(term.Start, pieces[0]),
            _ => Counted(term.Start, new AndNode([.. pieces])),
        };
    }

    private static string? Bound(QueryTerm? bound, string field) => bound is { } term ? FieldValue.Of(term.Literal, field) : null;

    private static QueryNode Pattern(string field, string pattern)
    {
        bool isOfWords = TextFields.Contains(field) && pattern.EnumerateRunes().All(rune => rune.Value is '*' or '?' || Words.IsWordCharacter(rune));
        return isOfWords ? new WordPatternNode(field, pattern) : new FieldNode(field, pattern, IsPattern: true);
    }

    // What stands between characters that divide words is a word or a pattern of one.
    private static List<QueryNode> Pieces(string pattern)
    {
        List<QueryNode> pieces = [];
        StringBuilder piece = new();
        bool isEscaped = false;
        foreach (Rune rune in pattern.EnumerateRunes())
        {
            bool isWildcard = !isEscaped && rune.Value is '*' or '?';
            isEscaped = !isEscaped && rune.Value == '\\';
            if (isWildcard || Words.IsWordCharacter(rune))
                piece.Append(rune.ToString());
            else
                Take(piece, pieces);
        }

        Take(piece, pieces);
        return pieces;
    }

    private static void Take(StringBuilder piece, List<QueryNode> pieces)
    {
        string text = piece.ToString();
        piece.Clear();
        if (text.AsSpan().ContainsAny('*', '?'))
        {
            if (!text.AsSpan().Trim('*').IsEmpty)
                pieces.Add(new WordPatternNode(Field: null, text));
        }
        else if (Words.Of(text) is { IsEmpty: false } words)
        {
            pieces.Add(new PhraseNode(Field: null, words));
        }
    }

    private QueryNode? Phrase(string? field, QueryTerm term)
    {
        ImmutableArray<string> words = Words.Of(term.Literal);
        return words.IsEmpty ? scanner.Fail(term.Start, NothingToFind) : Counted(term.Start, new PhraseNode(field, words));
    }

    private QueryNode? Network(string field, QueryTerm value)
    {
        int slash = value.Literal.IndexOf('/', StringComparison.Ordinal);
        if (!Text.AddressText.TryParse(value.Literal.AsSpan(0, slash), out IPAddress? address))
            return Counted(value.Start, new FieldNode(field, FieldValue.Of(value.Literal, field), IsPattern: false));
        byte[] low = address.GetAddressBytes();
        if (!int.TryParse(value.Literal.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int length) || length > low.Length * 8)
        {
            string most = address.AddressFamily == AddressFamily.InterNetwork ? "32" : "128";
            return scanner.Fail(value.Start, $"expected a network like 10.0.0.0/8, with a length of at most {most}");
        }

        byte[] high = [.. low];
        for (int bit = length; bit < low.Length * 8; bit++)
        {
            low[bit / 8] &= (byte)~(0x80 >> (bit % 8));
            high[bit / 8] |= (byte)(0x80 >> (bit % 8));
        }

        string lower = FieldValue.Of(new IPAddress(low).ToString(), field);
        string upper = FieldValue.Of(new IPAddress(high).ToString(), field);
        return Counted(value.Start, new RangeNode(field, lower, IncludesLower: true, upper, IncludesUpper: true));
    }

    private bool IsUsable(QueryTerm term)
    {
        if (term.Wildcards > QueryLimits.Wildcards)
            scanner.Fail(term.Start, string.Create(CultureInfo.InvariantCulture, $"expected at most {QueryLimits.Wildcards} wildcards in one value"));
        return scanner.Error is null;
    }

    private QueryNode? Counted(int start, QueryNode node)
    {
        if (scanner.Error is not null)
            return null;
        if (++count <= QueryLimits.Clauses)
            return node;
        return scanner.Fail(start, string.Create(CultureInfo.InvariantCulture, $"expected at most {QueryLimits.Clauses} conditions"));
    }
}
